"""The steps of the reading pipeline: one module a step, each a spaCy component over `extract.annotations`."""
