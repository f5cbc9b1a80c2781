"""JSON Schemas of the formats that specifications compile to, written from the formats' own documentation."""
