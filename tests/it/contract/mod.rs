//! What holds for the whole API and the whole schema, read off the API document and the catalogue: nothing here names a single feature.
