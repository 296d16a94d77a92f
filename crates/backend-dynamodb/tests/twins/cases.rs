//! Cases that a drawn plan once found.
