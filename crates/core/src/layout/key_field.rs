//! One attribute of a key, and how its value is composed.

use crate::{
    AttributeType, InvalidRequest, KeyAttribute, KeyTemplate, Rule, Value, kind::KeyAttributeKind,
    typed::Made,
};
use std::borrow::Cow;

/// A key attribute: a field of the entity as it is, or a text composed of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyField {
    /// The attribute, as the table declares it.
    pub attribute: KeyAttribute,
    /// How its text is composed; `None` for a field as it is.
    pub template: Option<KeyTemplate>,
}

impl KeyField {
    /// An attribute that is a field as it is.
    pub const fn plain(attribute: KeyAttribute) -> Self {
        Self { attribute, template: None }
    }

    /// An attribute that is a field of type `V` as it is.
    pub fn of<V: AttributeType<Kind: KeyAttributeKind>>(name: impl Into<Cow<'static, str>>) -> Self {
        let key_type = <V::Kind as KeyAttributeKind>::KEY_TYPE;
        Self::plain(KeyAttribute { name: name.into(), key_type })
    }

    /// An attribute whose text is composed.
    pub fn composed(name: impl Into<Cow<'static, str>>, template: KeyTemplate) -> Self {
        Self { attribute: KeyAttribute::string(name), template: Some(template) }
    }

    /// The attributes that the value is made of.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let own = if self.template.is_none() { Some(self.attribute.name.as_ref()) } else { None };
        own.into_iter()
            .chain(self.template.iter().flat_map(|template| template.parts().map(|(name, _)| name)))
    }

    /// Whether the field is that attribute, and its text is composed.
    pub(crate) fn is_composed(&self, attribute: &str) -> bool {
        self.template.is_some() && self.attribute.name == attribute
    }

    /// Whether that attribute is a part of a composed text.
    pub(crate) fn composes_of(&self, attribute: &str) -> bool {
        let template = self.template.as_ref();
        template.is_some_and(|template| template.parts().any(|(part, _)| part == attribute))
    }

    /// The value, from the values of attributes; `None` where one of them is missing.
    pub(crate) fn value<'v>(&self, value_of: &impl Fn(&str) -> Option<&'v Value>) -> Made<Option<Value>> {
        match &self.template {
            Some(template) => Ok(template.build(value_of)?.map(Value::String)),
            None => Ok(value_of(&self.attribute.name).cloned()),
        }
    }

    /// The values that a value of the attribute was composed of.
    pub(crate) fn parts_of(&self, value: &Value) -> Vec<(String, Value)> {
        match &self.template {
            None => vec![(self.attribute.name.to_string(), value.clone())],
            Some(template) => {
                let parts = value.as_str().and_then(|text| template.read(text)).unwrap_or_default();
                parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }
        }
    }

    /// Whether a value has the attribute's type, and is a text that the template writes, if there is one.
    pub(crate) fn has_form_of(&self, value: &Value) -> bool {
        let template = self.template.as_ref();
        value.value_type() == self.attribute.key_type.value_type()
            && template
                .is_none_or(|template| value.as_str().is_some_and(|text| template.read(text).is_some()))
    }

    /// What is wrong with the template, if it is hand-written and wrong.
    pub(crate) fn fault(&self) -> Option<Box<InvalidRequest>> {
        let error = self.template.as_ref()?.validate().err()?;
        Some(
            InvalidRequest::new(Rule::KeyTemplateShape)
                .at(self.attribute.name.to_string())
                .because(error.to_string()),
        )
    }

    /// Whether the text has a part that a repository supplies.
    pub(crate) fn has_scope(&self) -> bool {
        self.template.as_ref().is_some_and(KeyTemplate::has_scope)
    }
}
