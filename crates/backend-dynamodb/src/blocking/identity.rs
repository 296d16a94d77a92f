//! Credentials for blocking calls, from a cache that other calls share.

use aws_sdk_dynamodb::config::{
    ConfigBag, IdentityCache, ResolveCachedIdentity, RuntimeComponents, RuntimeComponentsBuilder,
    SharedIdentityCache,
};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCachePartition, IdentityFuture, ResolveIdentity, SharedIdentityResolver,
};
use std::{future, pin::pin, task::Poll};

/// A cache that takes what another one holds, and never waits for it: what that one loads at the moment may be loaded
/// by a task that cannot go on before the blocking call has ended.
#[derive(Debug)]
pub(super) struct ApartIdentityCache {
    shared: SharedIdentityCache,
    own: SharedIdentityCache,
}

impl ApartIdentityCache {
    pub(super) fn beside(shared: SharedIdentityCache) -> Self {
        Self { shared, own: IdentityCache::lazy().build() }
    }

    /// What the other cache holds for a partition, if anything.
    async fn held(
        &self,
        partition: IdentityCachePartition,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Option<Identity> {
        let resolver = SharedIdentityResolver::new(Never(partition));
        let mut asked = pin!(self.shared.resolve_cached_identity(resolver, components, config));
        future::poll_fn(|context| {
            Poll::Ready(match asked.as_mut().poll(context) {
                Poll::Ready(Ok(identity)) => Some(identity),
                Poll::Ready(Err(_)) | Poll::Pending => None,
            })
        })
        .await
    }
}

impl ResolveCachedIdentity for ApartIdentityCache {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move {
            match self.held(resolver.cache_partition(), components, config).await {
                Some(identity) => Ok(identity),
                None => self.own.resolve_cached_identity(resolver, components, config).await,
            }
        })
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        ResolveCachedIdentity::validate_base_client_config(&self.own, components, config)
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        ResolveCachedIdentity::validate_final_config(&self.own, components, config)
    }
}

/// Stands for the resolver of a partition, and never resolves anything: so a cache that holds nothing stays pending.
#[derive(Debug)]
struct Never(IdentityCachePartition);

impl ResolveIdentity for Never {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::new(future::pending())
    }

    fn cache_partition(&self) -> Option<IdentityCachePartition> {
        Some(self.0)
    }
}
