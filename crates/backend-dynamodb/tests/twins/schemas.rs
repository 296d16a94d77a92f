//! Tables: created, refused and deleted alike.
