// What belongs to each district: what it runs, has, won and issued, itself and through its bodies and places.

import { edgesOf, folded, nameOf, nodeCount, observationsOf, otherEnd, relationOf, typeOf, types } from "./data.js";
import { edgeShown, nodeShown } from "./state.js";

/** The type that rows are of: that which the ontology says, or in a graph without any the type with most members. */
export function rowType() {
  return types.find(({ compare }) => compare === "rows") || [...types].sort((a, b) => b.count - a.count)[0];
}

/** The types of the columns: those the graph has of what the ontology compares, or else all others. */
export function columnTypes() {
  const found = types.filter(({ compare }) => compare === "columns");
  return found.length ? found : types.filter((type) => type !== rowType());
}

/** The rows: every district with something to compare, those with most first, each { node, cells, figures }. */
export function matrixRows() {
  const type = rowType();
  const rows = [];
  for (let node = 0; node < nodeCount; node += 1) {
    if (typeOf(node) !== type || !nodeShown(node)) continue;
    const cells = belongings(node);
    const row = { node, cells, figures: observationsOf(node) };
    row.total = row.figures.length + cells.reduce((sum, cell) => sum + cell.size, 0);
    if (row.total) rows.push(row);
  }
  return rows.sort((a, b) => b.total - a.total || a.node - b.node);
}

/** For each column type a map from things to the edges that join them to the district. */
export function belongings(district) {
  const columns = columnTypes();
  const cells = columns.map(() => new Map());
  const add = (thing, edges) => {
    const column = columns.indexOf(typeOf(thing));
    if (column >= 0 && !cells[column].has(thing)) cells[column].set(thing, edges);
    else if (column >= 0 && edges.length === 1) cells[column].set(thing, [...new Set([...cells[column].get(thing), ...edges])]);
  };
  const bodies = [];
  for (const edge of edgesOf(district)) {
    if (!edgeShown(edge)) continue;
    const other = otherEnd(edge, district);
    add(other, [edge]);
    if (relationOf(edge).through.includes(typeOf(other).id)) bodies.push([other, edge]);
  }
  for (const [body, first] of bodies) {
    for (const edge of edgesOf(body)) {
      const thing = otherEnd(edge, body);
      if (edgeShown(edge) && thing !== district && !cells.some((cell) => cell.has(thing))) add(thing, [first, edge]);
    }
  }
  return cells;
}

/** What two things of different districts are compared by: the simplified name without what is round or between it. */
export const likeness = (node) => folded(nameOf(node)).replaceAll(/[\s“”"'《》()（）·+]/g, "");
