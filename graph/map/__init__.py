"""The relationship map: one HTML page that shows a graph, each fact with its sentence, offline.

`layout` places the nodes, `payload` turns a graph into the page's data, `page` puts the page together
from the files under `assets/`. `graph.formats.html_map.write_map` is the way in.
"""
