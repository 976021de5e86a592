"""The graph as RDF: one stream of sorted statements, and what is written from it, read from it and checked in it."""
