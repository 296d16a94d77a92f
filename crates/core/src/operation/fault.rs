//! Why an operation could not be said.

use crate::{CodecError, Error, InvalidRequest, ValidationError, repository::fault_of};

/// The errors of making an operation, which can be told again and again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    Invalid(Box<InvalidRequest>),
    Codec(Box<CodecError>),
    Validation(Box<ValidationError>),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        if let Error::Codec(codec) = error {
            return Self::Codec(codec);
        }
        if let Error::ValidationFailed(validation) = error {
            return Self::Validation(validation);
        }
        Self::Invalid(fault_of(error))
    }
}

impl From<Box<InvalidRequest>> for Fault {
    fn from(invalid: Box<InvalidRequest>) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Invalid(invalid) => Self::InvalidRequest(invalid),
            Fault::Codec(codec) => Self::Codec(codec),
            Fault::Validation(validation) => Self::ValidationFailed(validation),
        }
    }
}
