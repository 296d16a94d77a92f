//! What the contestants are called in results and plots.

pub const OURS: &str = "twintable";
pub const BARE: &str = "bare DashMap";
pub const BY_KEY: &str = "bare DashMap, keys at hand";
pub const EMBEDDED: &str = "dynoxide in process";
pub const SERVED: &str = "dynoxide over HTTP";
