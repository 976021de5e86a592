// Validates with rdf-validate-shacl and prints the number of results: node shacl.mjs FOLDER SHAPES DATA…
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [folder, shapes, ...data] = process.argv.slice(2)
const require = createRequire(`${folder}/`)
const { Parser, Store } = require('n3')
const { default: Validator } = await import(pathToFileURL(require.resolve('rdf-validate-shacl')))
const read = (files) => new Store(files.flatMap((file) => new Parser().parse(readFileSync(file, 'utf8'))))
const report = await new Validator(read([shapes])).validate(read(data))
for (const result of report.results) console.log(result.focusNode.value)
