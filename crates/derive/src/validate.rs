//! What an entity's declaration must satisfy, all faults reported at once, each where it is and with a hint.

use crate::{
    name,
    parse::{Entity, Errors, Field, Index, KeySource, KeySpec, Projected, Role, Storage, Unique},
    template::{Segment, Template},
};
use proc_macro2::Span;
use std::collections::BTreeMap;
use syn::{Error, spanned::Spanned};

/// Checks an entity.
pub(crate) fn entity(entity: &Entity) -> syn::Result<()> {
    let mut check = Check { entity, errors: Errors::default() };
    check.container();
    check.fields();
    check.primary_key();
    for index in &entity.container.indexes {
        check.index(index);
    }
    check.names();
    check.constructors();
    check.errors.finish()
}

struct Check<'e> {
    entity: &'e Entity,
    errors: Errors,
}

impl<'e> Check<'e> {
    fn fail(&mut self, span: Span, message: impl std::fmt::Display) {
        self.errors.push(Error::new(span, message));
    }

    fn container(&mut self) {
        let container = &self.entity.container;
        let span = self.entity.ident.span();
        if container.table.is_none() {
            self.fail(span, "an entity says which table it is in: `#[entity(table = \"shop\")]`");
        }
        if container.partition.is_none() {
            self.fail(
                span,
                "an entity has a partition key: `#[entity(partition_key = \"CUSTOMER#{customer_id}\")]`, or \
                 `partition_key = customer_id` for the field itself",
            );
        }
        if let (Some(attribute), true) = (&container.type_attribute, container.is_only_type) {
            self.fail(attribute.span(), "`only_type` says that there is no type attribute");
        }
        if let Some(separator) = &container.separator {
            let letter = separator.value();
            let below = u8::try_from(letter).ok().and_then(|byte| byte.checked_sub(1)).map(char::from);
            let is_fit = letter.is_ascii_graphic()
                && !letter.is_ascii_alphanumeric()
                && below.is_some_and(|below| !below.is_ascii_alphanumeric());
            if !is_fit && !container.is_raw {
                self.fail(
                    separator.span(),
                    "this separator cannot be escaped in order; use another, such as `#`, `|` or `/`, or `raw`, which \
                     refuses values that contain it",
                );
            }
        }
        if let Some(index) = &container.created_index
            && !self.entity.fields.iter().any(|field| field.has_role(Role::CreatedAt))
        {
            self.fail(index.span(), "an index by creation time needs a field with `#[entity(created_at)]`");
        }
    }

    fn fields(&mut self) {
        for role in [Role::Version, Role::TimeToLive, Role::CreatedAt, Role::UpdatedAt] {
            let spans =
                self.entity.fields.iter().filter_map(|field| field.role.filter(|(own, _)| *own == role));
            let spans: Vec<_> = spans.map(|(_, span)| span).collect();
            for span in spans.into_iter().skip(1) {
                self.fail(span, "only one field can be this");
            }
        }
        for field in &self.entity.fields {
            if let (Some((role, span)), false) = (field.role, matches!(field.storage, Storage::Direct)) {
                self.fail(span, format!("a field that is {} is stored as it is", article(role)));
            }
            if let (true, Some((_, span))) = (field.is_null, field.role) {
                self.fail(span, "a field that the repository writes is not stored as NULL");
            }
            if let (Some(path), false) = (&field.computed, field.is_stored()) {
                self.fail(path.span(), "a computed field is stored");
            }
            if let Some(unique) = &field.unique {
                self.unique(field, unique);
            }
        }
    }

    fn unique(&mut self, field: &Field, unique: &Unique) {
        self.field(&name::text(&field.ident), unique.span);
        if changes_with_every_write(field) {
            self.fail(unique.span, "every write changes this field, so it cannot be unique");
        }
        for other in &unique.within {
            let within = self.field(&name::text(other), other.span());
            if within.is_some_and(changes_with_every_write) {
                self.fail(other.span(), "every write changes this field, so nothing can be unique within it");
            }
        }
    }

    fn primary_key(&mut self) {
        let container = &self.entity.container;
        for key in container.partition.iter().chain(&container.sort) {
            for (field, span) in self.fields_of(key) {
                if field.is_option {
                    self.fail(
                        span,
                        format!(
                            "`{}` is an `Option`, and every item has a primary key; make it required",
                            field.ident
                        ),
                    );
                }
                if field.has_role(Role::Version)
                    || field.has_role(Role::UpdatedAt)
                    || field.has_role(Role::TimeToLive)
                {
                    self.fail(span, format!("`{}` changes, and a primary key never does", field.ident));
                }
            }
        }
    }

    fn index(&mut self, index: &Index) {
        match (index.is_local, index.partition.len(), index.sort.len()) {
            (true, 0, 1) | (false, 1..=4, 0..=4) => {}
            (true, 0, _) => self.fail(index.span, "a local index has one sort key: `sort_key = \"..\"`"),
            (true, _, _) => {
                self.fail(index.span, "a local index has the table's partition key; leave it out here");
            }
            (false, 0, _) => {
                self.fail(index.span, "a global index has a partition key: `partition_key = \"..\"`");
            }
            (false, _, _) => {
                self.fail(index.span, "a global index has at most 4 partition and 4 sort attributes");
            }
        }
        if index.is_local && self.entity.container.sort.is_none() {
            self.fail(index.span, "only a table with a sort key has local indexes");
        }
        for key in index.partition.iter().chain(&index.sort) {
            for (field, span) in self.fields_of(key) {
                if field.has_role(Role::Version) {
                    self.fail(span, "a version changes with every write, and is no key");
                }
            }
        }
        if index.sort.len() > 1 {
            for key in &index.sort {
                if let KeySource::Template(template) = &key.source
                    && template.fields().next().is_none()
                {
                    self.fail(
                        template.text.span(),
                        "a constant among several sort attributes orders nothing; leave it out",
                    );
                }
            }
        }
        if let Some(when) = &index.when {
            self.field(&name::text(&when.field), when.field.span());
            let composed = index.partition.iter().chain(&index.sort);
            if !composed.clone().any(|key| matches!(key.source, KeySource::Template(_))) {
                self.fail(
                    when.field.span(),
                    "every item that has the fields is in this index; compose one of its keys (\"..{field}\") so that it \
                     can be left out",
                );
            }
        }
        if let Projected::Fields(fields) = &index.projection {
            if fields.is_empty() {
                self.fail(index.span, "an index includes at least one attribute, or is `keys_only`");
            }
            for field in fields {
                self.field(&name::text(field), field.span());
            }
        }
    }

    /// The fields that a key is made of, as far as they are there.
    fn fields_of(&mut self, key: &KeySpec) -> Vec<(&'e Field, Span)> {
        let names: Vec<(String, Span)> = match &key.source {
            KeySource::Field(field) => vec![(name::text(field), field.span())],
            KeySource::Template(template) => {
                self.template(template);
                template.fields().map(|field| (field.to_owned(), template.text.span())).collect()
            }
        };
        names.into_iter().filter_map(|(name, span)| Some((self.field(&name, span)?, span))).collect()
    }

    /// A field that can be part of a key.
    fn field(&mut self, name: &str, span: Span) -> Option<&'e Field> {
        let Some(field) = self.entity.fields.iter().find(|field| name::text(&field.ident) == name) else {
            let names: Vec<_> = self.entity.fields.iter().map(|field| format!("`{}`", field.ident)).collect();
            self.fail(span, format!("there is no field `{name}`; there are: {}", names.join(", ")));
            return None;
        };
        if matches!(field.storage, Storage::Skip) {
            self.fail(span, format!("`{name}` is not stored, so no key can be made of it"));
        }
        if matches!(field.storage, Storage::Serde) {
            self.fail(
                span,
                format!("`{name}` is stored through serde, which may write anything; derive `Attribute` for its type"),
            );
        }
        Some(field)
    }

    fn template(&mut self, template: &Template) {
        let separator = self.separator();
        let mut after_part = false;
        for segment in &template.segments {
            match segment {
                Segment::Literal(text) if text.contains(['\u{10FFFD}', '\u{10FFFE}', '\u{10FFFF}']) => {
                    self.fail(
                        template.text.span(),
                        "U+10FFFD to U+10FFFF mark unique values, scopes and the ends of ranges",
                    );
                }
                Segment::Scope if after_part => {
                    self.fail(
                        template.text.span(),
                        format!("put a `{separator}` before the scope, so that it can be told from the part before it"),
                    );
                }
                Segment::Literal(_) | Segment::Part { .. } | Segment::Scope => {}
            }
            after_part = matches!(segment, Segment::Part { .. });
        }
        for pair in template.segments.windows(2) {
            if let [Segment::Scope, next] = pair
                && !matches!(next, Segment::Literal(text) if text.starts_with(separator))
            {
                self.fail(
                    template.text.span(),
                    format!("a scope is followed by the separator `{separator}`"),
                );
            }
        }
    }

    fn separator(&self) -> char {
        self.entity.container.separator.as_ref().map_or('#', syn::LitChar::value)
    }

    /// No two attributes of an item have one name.
    fn names(&mut self) {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let mut twice = Vec::new();
        for field in self.entity.fields.iter().filter(|field| field.is_stored()) {
            if known.insert(field.name.clone(), "a field").is_some() {
                twice.push((field.ident.span(), format!("two fields are stored as `{}`", field.name)));
            }
        }
        let container = &self.entity.container;
        if !container.is_only_type {
            let name = container.type_attribute.as_ref().map_or("entity_type".to_owned(), syn::LitStr::value);
            if known.insert(name.clone(), "the type").is_some() {
                let span = self.entity.ident.span();
                twice.push((
                    span,
                    format!("`{name}` holds the entity's name; rename the field, or give `type_attribute`"),
                ));
            }
        }
        for (name, span) in crate::expand::composed_attributes(self.entity) {
            if known.insert(name.clone(), "a key").is_some() {
                twice.push((
                    span,
                    format!(
                        "`{name}` is the name of two attributes; give the key another: `\"..\" as \"name\"`"
                    ),
                ));
            }
        }
        for (span, message) in twice {
            self.fail(span, message);
        }
        let mut indexes = Vec::new();
        for index in &container.indexes {
            if indexes.contains(&index.name.value()) {
                self.fail(index.name.span(), "two indexes have this name");
            }
            indexes.push(index.name.value());
        }
    }

    /// No two functions have one name.
    fn constructors(&mut self) {
        let mut known = vec!["key".to_owned()];
        for (name, span) in crate::expand::constructor_names(self.entity) {
            let Some(name) = name else {
                self.fail(span, "no function can have this index's name; give one: `query = by_email`");
                continue;
            };
            let name = name::text(&name);
            if known.contains(&name) {
                self.fail(
                    span,
                    format!("two functions would be called `{name}`; give one another name: `query = ..`"),
                );
            }
            known.push(name);
        }
    }
}

const fn article(role: Role) -> &'static str {
    match role {
        Role::Version => "a version",
        Role::TimeToLive => "a time-to-live",
        Role::CreatedAt | Role::UpdatedAt => "a time that the repository writes",
        Role::AutoId => "an identifier",
    }
}

/// Whether no write leaves a field as it is.
fn changes_with_every_write(field: &Field) -> bool {
    field.has_role(Role::Version) || field.has_role(Role::UpdatedAt)
}
