//! What a walk over an expression counts while it checks, so that most expressions are walked once.

use super::{path, value};
use crate::{Error, Path, Step, Value, expr::Operand};

/// An expression of so many parts is within the limits of length and operators, whatever the parts are: each brings at most
/// 31 bytes of text, with what joins it to the others, and two operators.
const FEW: usize = 128;

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Nodes or actions, their operands, and the steps of paths.
    parts: usize,
    /// The bytes of names and values, with those that come again.
    bytes: usize,
}

impl Tally {
    /// Whether the text has to be measured, and the operators counted, to know that they are within the limits.
    pub(super) const fn is_large(&self) -> bool {
        self.parts > FEW
    }

    /// The bytes of names and values, with those that come again.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Counts a node or an action.
    pub(super) const fn part(&mut self) {
        self.parts += 1;
    }

    /// Checks a path, and counts it.
    pub(super) fn path(&mut self, at: &Path) -> Result<(), Error> {
        path::one(at)?;
        self.name(at.attribute());
        for step in at.steps() {
            match step {
                Step::Field(name) => self.name(name),
                Step::Index(_) => self.part(),
            }
        }
        Ok(())
    }

    /// Checks an operand of a condition, and counts it.
    pub(super) fn operand(&mut self, operand: &Operand) -> Result<(), Error> {
        match operand {
            Operand::Path(at) | Operand::Size(at) => self.path(at),
            Operand::Value(constant) => {
                value::constant(constant)?;
                self.value(constant);
                Ok(())
            }
        }
    }

    /// Checks a constant that is for a path, and counts it.
    pub(super) fn constant_for(&mut self, target: &Path, constant: &Value) -> Result<(), Error> {
        value::constant_for(target, constant)?;
        self.value(constant);
        Ok(())
    }

    /// Counts a name.
    pub(super) const fn name(&mut self, name: &str) {
        self.part();
        self.bytes += name.len();
    }

    /// Counts a value that has been checked: its size takes stack for each level.
    pub(super) fn value(&mut self, value: &Value) {
        self.part();
        self.bytes += value.size();
    }
}
