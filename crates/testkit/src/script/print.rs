//! A script as a test.

use super::{Script, imports};
use crate::{code::Code, model::Model};
use std::{
    fmt::{self, Write},
    time::SystemTime,
};

/// What the model says is written beside a request where it is no longer than this.
const SHORT: usize = 90;

/// A Rust test, complete but for `ground`, the function that makes the store. Beside each request stands what the model
/// says, where that is short.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body()?;
        let words = imports::words(&body);
        let (result, end) = if words.contains("parse") {
            (" -> Result<(), twintable::NumberError>", "    Ok(())\n")
        } else {
            ("", "")
        };
        writeln!(f, "#[test]\nfn the_store_does_what_the_model_does(){result} {{")?;
        imports::write(f, &words)?;
        write!(f, "\n{body}{end}}}")
    }
}

impl Script {
    fn body(&self) -> Result<String, fmt::Error> {
        let mut body = String::from("    Script::new([\n");
        let mut model = Model::new();
        for table in &self.tables {
            writeln!(body, "        {},", Code(table))?;
            // A table that the model refuses is missing for the requests too.
            let _refused = model.create_table(table.clone());
        }
        body.push_str("    ])\n");
        for request in &self.requests {
            let answer = match model.answer(request, SystemTime::UNIX_EPOCH) {
                Ok(outcome) => format!("{outcome:?}"),
                Err(error) => format!("{error:?}"),
            };
            if answer.len() <= SHORT {
                writeln!(body, "    // {answer}")?;
            }
            writeln!(body, "    .then({})", Code(request))?;
        }
        body.push_str("    .check(ground);\n");
        Ok(body)
    }
}
