//! Connections of their own for blocking calls, from an HTTP client that other calls share.

use aws_sdk_dynamodb::{
    config::{ConfigBag, HttpClient, RuntimeComponents, RuntimeComponentsBuilder, SharedHttpClient},
    error::BoxError,
};
use aws_smithy_runtime_api::client::{
    connector_metadata::ConnectorMetadata,
    http::{HttpConnectorSettings, SharedHttpConnector},
};
use std::time::Duration;

/// An HTTP client that asks another one for connectors that nobody else asks for.
///
/// An HTTP client keeps one connector, with its connections, for each pair of time limits that it is asked for. These
/// limits are a nanosecond longer than all others.
#[derive(Debug)]
pub(super) struct ApartHttpClient(SharedHttpClient);

/// How long connecting may take where no limit is set: long enough to be none.
const NO_LIMIT: Duration = Duration::from_hours(24);

impl ApartHttpClient {
    pub(super) const fn beside(shared: SharedHttpClient) -> Self {
        Self(shared)
    }
}

impl HttpClient for ApartHttpClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let longer = settings.connect_timeout().unwrap_or(NO_LIMIT).saturating_add(Duration::from_nanos(1));
        let mut apart = HttpConnectorSettings::builder().connect_timeout(longer);
        apart.set_read_timeout(settings.read_timeout());
        self.0.http_connector(&apart.build(), components)
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_base_client_config(&self.0, components, config)
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_final_config(&self.0, components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.0.connector_metadata()
    }
}
