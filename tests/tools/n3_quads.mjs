// Reads an RDF file with N3.js and writes its quads: node n3_quads.mjs FOLDER_WITH_NODE_MODULES FILE MEDIA_TYPE
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [folder, file, format] = process.argv.slice(2)
const { Parser, Writer } = createRequire(`${folder}/`)('n3')
const writer = new Writer({ format: 'N-Quads' })
writer.addQuads(new Parser({ format }).parse(readFileSync(file, 'utf8')))
writer.end((error, result) => process.stdout.write(result))
