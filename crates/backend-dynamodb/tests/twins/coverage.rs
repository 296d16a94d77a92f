//! What the generators reach.
