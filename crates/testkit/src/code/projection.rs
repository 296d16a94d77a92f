//! Projections.

use super::{Code, is_repeated, list, path::place};
use std::fmt;
use twintable::{Path, expr::Projection};

impl fmt::Display for Code<'_, Projection> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Projection { paths } = self.0;
        if paths.is_empty() {
            return f.write_str("Projection::default()");
        }
        let are_names = paths.iter().all(|path| path.steps().is_empty() && !is_repeated(path.attribute()));
        let code = |path: &Path| if are_names { place(path) } else { Code(path).to_string() };
        write!(f, "Projection::of({})", list(paths, code))
    }
}
