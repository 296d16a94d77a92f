//! The types and constructors of the table and its indexes: key conditions that can only say what an index can
//! answer.

use crate::{
    name,
    parse::{Entity, Field, Index, KeySource, KeySpec, Projected, Role},
    template::Segment,
};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

/// The table, or an index, as the constructors need it.
struct Place<'e> {
    /// The name of the type that stands for it.
    marker: Ident,
    index: Option<String>,
    function: Ident,
    partition: Vec<&'e KeySpec>,
    sort: Vec<&'e KeySpec>,
    /// The one sort field of an index that has no key specification of its own.
    created: Option<&'e Field>,
    is_consistent: bool,
    is_covering: bool,
}

/// The functions that the indexes get; `None` where an index's name is none for a function.
pub(crate) fn constructor_names(entity: &Entity) -> Vec<(Option<Ident>, Span)> {
    let container = &entity.container;
    let mut names = vec![(Some(table_function(entity)), entity.ident.span())];
    names.extend(container.indexes.iter().map(|index| (function(index), index.name.span())));
    names.extend(
        container
            .created_index
            .iter()
            .map(|index| (name::function(&index.value(), index.span()), index.span())),
    );
    names
}

fn table_function(entity: &Entity) -> Ident {
    entity.container.query.clone().unwrap_or_else(|| format_ident!("partition"))
}

fn function(index: &Index) -> Option<Ident> {
    index.query.clone().or_else(|| name::function(&index.name.value(), index.name.span()))
}

/// Writes the types and constructors of the table and of all indexes.
pub(crate) fn indexes(entity: &Entity) -> TokenStream {
    let container = &entity.container;
    let table = Place {
        marker: format_ident!("{}Table", entity.ident),
        index: None,
        function: table_function(entity),
        partition: container.partition.iter().collect(),
        sort: container.sort.iter().collect(),
        created: None,
        is_consistent: true,
        is_covering: true,
    };
    let indexes = container.indexes.iter().filter_map(|index| {
        let partition = if index.is_local {
            container.partition.iter().collect()
        } else {
            index.partition.iter().collect()
        };
        Some(Place {
            marker: format_ident!("{}{}", entity.ident, name::pascal_case(&index.name.value())),
            index: Some(index.name.value()),
            function: function(index)?,
            partition,
            sort: index.sort.iter().collect(),
            created: None,
            is_consistent: index.is_local,
            is_covering: matches!(index.projection, Projected::All),
        })
    });
    let created = container.created_index.iter().filter_map(|index| {
        Some(Place {
            marker: format_ident!("{}{}", entity.ident, name::pascal_case(&index.value())),
            index: Some(index.value()),
            function: name::function(&index.value(), index.span())?,
            partition: Vec::new(),
            sort: Vec::new(),
            created: entity.fields.iter().find(|field| field.has_role(Role::CreatedAt)),
            is_consistent: false,
            is_covering: true,
        })
    });
    std::iter::once(table).chain(indexes).chain(created).map(|place| place.expand(entity)).collect()
}

/// One part of a sort key.
struct Part<'e> {
    field: &'e Field,
    position: &'static str,
}

impl Place<'_> {
    fn expand(&self, entity: &Entity) -> TokenStream {
        let marker = self.marker(entity);
        let parts = self.parts(entity);
        let stages = self.stages(entity, &parts);
        let constructor = self.constructor(entity, !parts.is_empty());
        quote!(#marker #stages #constructor)
    }

    fn described(&self) -> String {
        self.index.as_ref().map_or_else(|| "the table".to_owned(), |index| format!("the index `{index}`"))
    }

    fn marker(&self, entity: &Entity) -> TokenStream {
        let Entity { ident, vis, krate, .. } = entity;
        let marker = &self.marker;
        let doc = format!("[`{ident}`] in {}.", self.described());
        let name = if let Some(index) = &self.index {
            quote!(::core::option::Option::Some(#index))
        } else {
            quote!(::core::option::Option::None)
        };
        let consistent = self.is_consistent.then(|| quote!(impl #krate::ConsistentIndex for #marker {}));
        let covers = self.is_covering.then(|| quote!(impl #krate::Covers for #marker {}));
        quote! {
            #[doc = #doc]
            #[derive(Debug, Clone, Copy)]
            #vis enum #marker {}

            impl #krate::Index for #marker {
                type Entity = #ident;
                const NAME: ::core::option::Option<&'static str> = #name;
            }

            #consistent
            #covers
        }
    }

    /// The parts of the sort key, in order.
    fn parts<'e>(&'e self, entity: &'e Entity) -> Vec<Part<'e>> {
        let mut parts: Vec<_> = self.created.iter().map(|field| Part { field, position: "Whole" }).collect();
        for key in &self.sort {
            match &key.source {
                KeySource::Field(ident) => {
                    let field = entity.field(&name::text(ident));
                    parts.extend(field.map(|field| Part { field, position: "Whole" }));
                }
                KeySource::Template(template) => {
                    let last = template.segments.len() - 1;
                    for (position, segment) in template.segments.iter().enumerate() {
                        if let Segment::Part { field, .. } = segment {
                            let position = if position == last { "Last" } else { "Inner" };
                            parts.extend(entity.field(field).map(|field| Part { field, position }));
                        }
                    }
                }
            }
        }
        parts
    }

    fn stage(&self, position: usize) -> Ident {
        if position == 0 {
            format_ident!("{}Key", self.marker)
        } else {
            format_ident!("{}Key{position}", self.marker)
        }
    }

    /// One type for each part that can still be given.
    fn stages(&self, entity: &Entity, parts: &[Part<'_>]) -> TokenStream {
        let Entity { ident, vis, krate, .. } = entity;
        let marker = &self.marker;
        let stages = parts.iter().enumerate().map(|(position, part)| {
            let stage = self.stage(position);
            let next = if position + 1 < parts.len() {
                let next = self.stage(position + 1);
                quote!(#next)
            } else {
                quote!(#krate::KeyCondition<#marker>)
            };
            let method = &part.field.ident;
            let of = part.field.attribute_type(krate);
            let place = format_ident!("{}", part.position);
            let doc = format!("A key condition of {}, which can say more with `{method}`.", self.described());
            let on = format!("A condition on `{method}`.");
            quote! {
                #[doc = #doc]
                #[derive(Debug, Clone)]
                #[must_use = "a key condition does nothing until a query carries it"]
                #vis struct #stage(#krate::index::KeyQuery<#marker>);

                impl #stage {
                    #[doc = #on]
                    #vis fn #method(self) -> #krate::index::SortOn<#marker, #of, #krate::index::#place, #next> {
                        #krate::index::SortOn::new(self.0)
                    }

                    /// The whole partition: the items of all types that share it, for a repository of an enum that
                    /// has those types as variants.
                    #vis fn collection(self) -> #krate::KeyCondition<#marker> {
                        self.0.finish().collection()
                    }
                }

                impl ::core::convert::From<#krate::index::KeyQuery<#marker>> for #stage {
                    fn from(query: #krate::index::KeyQuery<#marker>) -> Self {
                        Self(query)
                    }
                }

                impl<__T: #krate::Includes<#ident>> #krate::IntoKeyCondition<__T> for #stage {
                    type Index = #marker;

                    fn into_key_condition(self) -> #krate::KeyCondition<#marker> {
                        self.0.finish()
                    }
                }
            }
        });
        quote!(#(#stages)*)
    }

    fn constructor(&self, entity: &Entity, has_parts: bool) -> TokenStream {
        let Entity { ident, vis, krate, .. } = entity;
        let (function, marker) = (&self.function, &self.marker);
        let parameters = Parameters::of(entity, self.partition.iter().copied());
        let (declared, pairs) = (parameters.declared(krate), parameters.pairs(krate));
        let query = quote!(#krate::index::KeyQuery::new([#(#pairs),*]));
        let (output, made) = if has_parts {
            let stage = self.stage(0);
            (quote!(#stage), quote!(#stage(#query)))
        } else {
            (quote!(#krate::KeyCondition<#marker>), quote!(#query.finish()))
        };
        let doc = format!("Those of one partition of {}.", self.described());
        quote! {
            impl #ident {
                #[doc = #doc]
                #vis fn #function(#(#declared),*) -> #output {
                    #made
                }
            }
        }
    }
}

/// The parameters of a constructor: one for each field that the keys are made of.
pub(crate) struct Parameters<'e>(Vec<&'e Field>);

impl<'e> Parameters<'e> {
    pub(crate) fn of<'k>(entity: &'e Entity, keys: impl Iterator<Item = &'k KeySpec>) -> Self {
        let mut fields: Vec<&Field> = Vec::new();
        for name in keys.flat_map(KeySpec::fields) {
            if let Some(field) = entity.field(&name)
                && !fields.iter().any(|known| known.ident == field.ident)
            {
                fields.push(field);
            }
        }
        Self(fields)
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = &'e Field> {
        self.0.iter().copied()
    }

    pub(crate) fn declared(&self, krate: &syn::Path) -> Vec<TokenStream> {
        let declared = self.fields().map(|field| {
            let (ident, of) = (&field.ident, field.attribute_type(krate));
            quote!(#ident: impl #krate::IntoKeyPart<#of>)
        });
        declared.collect()
    }

    pub(crate) fn pairs(&self, krate: &syn::Path) -> Vec<TokenStream> {
        let pairs = self.fields().map(|field| {
            let (ident, name, of) = (&field.ident, &field.name, field.attribute_type(krate));
            quote!((#name, #krate::IntoKeyPart::<#of>::into_key_part(#ident)))
        });
        pairs.collect()
    }
}
