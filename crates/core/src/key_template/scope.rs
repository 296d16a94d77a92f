//! The scope of a repository, in the texts of its keys.

use super::{HOLE, KeyTemplate};
use crate::{InvalidRequest, Rule};

impl KeyTemplate {
    /// Fills the scope in, wherever the text has a hole for it: a text that [`build`](Self::build) or
    /// [`prefix`](Self::prefix) wrote, or a bound of a [`condition`](Self::condition). A text without a hole stays
    /// as it is, and then the scope is not looked at.
    ///
    /// ```
    /// use twintable::{KeyTemplate, PartFormat, item};
    ///
    /// let order = KeyTemplate::new().scope().literal("#ORDER#").part("id", PartFormat::String);
    /// let item = item! { "id" => "1" };
    /// let text = order.build(|attribute| item.get(attribute))?.unwrap_or_default();
    /// assert_eq!(order.with_scope(text, "acme")?, "acme#ORDER#1");
    /// # Ok::<(), Box<twintable::InvalidRequest>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Rule::KeyScope`]: the scope is empty;
    /// - [`Rule::KeyPartReserved`]: the scope contains U+10FFFD, U+10FFFE or U+10FFFF;
    /// - [`Rule::KeyPartSeparator`]: parts are raw, and the scope contains the separator.
    pub fn with_scope(&self, text: String, scope: &str) -> Result<String, Box<InvalidRequest>> {
        if !text.contains(HOLE) {
            return Ok(text);
        }
        if scope.is_empty() {
            return Err(InvalidRequest::new(Rule::KeyScope).because("the scope is empty"));
        }
        let mut filled = String::with_capacity(text.len() + scope.len());
        for (index, between) in text.split(HOLE).enumerate() {
            if index > 0 {
                self.escaping
                    .push(&mut filled, scope)
                    .map_err(|rule| InvalidRequest::new(rule).because("in the scope"))?;
            }
            filled.push_str(between);
        }
        Ok(filled)
    }
}
