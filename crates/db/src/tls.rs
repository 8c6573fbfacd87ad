//! How the connection to a PostgreSQL server is kept private, and whose word is taken for who the server is.

use crate::{Error, Result};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What a server's certificate must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Nothing: only those who merely listen are kept out.
    None,
    /// That a trusted authority signed it, for whomever.
    Authority,
    /// That a trusted authority signed it for the name that was asked for.
    AuthorityAndName,
}

/// Who may sign: the authorities in a PEM file, or else the public ones that browsers trust (as for mail).
pub(crate) fn connector(proof: Proof, authorities: Option<&Path>) -> Result<MakeRustlsConnect> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let trust = match proof {
        Proof::None => None,
        Proof::Authority | Proof::AuthorityAndName => {
            let (roots, own) = match authorities {
                Some(file) => read_authorities(file)?,
                None => (webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(), Vec::new()),
            };
            let webpki = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
            Some(Trust { webpki: webpki.build().map_err(unusable)?, own, name_matters: proof == Proof::AuthorityAndName })
        }
    };
    let mut config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Judge { provider, trust }))
        .with_no_client_auth();
    // Servers from 17 on want it where TLS starts with the first byte; the others pass over it.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

/// What to do about a handshake that failed, in words.
pub(crate) fn explain(error: &rustls::Error) -> String {
    use CertificateError::{NotValidForName, NotValidForNameContext, UnknownIssuer};
    match error {
        rustls::Error::InvalidCertificate(UnknownIssuer) => "the server's certificate is signed by nobody who is trusted here: \
             save its authority's certificate in a file and add sslrootcert=FILE to the database URL"
            .to_owned(),
        rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            "the server's certificate is for another name: write the host in the database URL as the certificate does \
             (its subjectAltName), or say sslmode=verify-ca if its authority signs for nobody else"
                .to_owned()
        }
        other => format!("the TLS handshake failed: {other}"),
    }
}

fn read_authorities(file: &Path) -> Result<(RootCertStore, Vec<CertificateDer<'static>>)> {
    let wrong = |why: &str| Error::Other(format!("the certificate file {} {why}", file.display()));
    let pem = std::fs::read(file).map_err(|error| wrong(&format!("can't be read: {error}")))?;
    let own: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|error| wrong(&format!("is damaged: {error}")))?;
    let mut roots = RootCertStore::empty();
    for certificate in &own {
        roots.add(certificate.clone()).map_err(|error| wrong(&format!("holds no certificate that can be used: {error}")))?;
    }
    if own.is_empty() { Err(wrong("holds no PEM certificate")) } else { Ok((roots, own)) }
}

fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Other(format!("TLS could not be set up: {error}"))
}

/// Looks at a server's certificate. That the server holds the certificate's key is always checked.
#[derive(Debug)]
struct Judge {
    provider: Arc<CryptoProvider>,
    trust: Option<Trust>,
}

#[derive(Debug)]
struct Trust {
    webpki: Arc<WebPkiServerVerifier>,
    /// A server's own certificate may stand in the file instead of an authority's.
    own: Vec<CertificateDer<'static>>,
    name_matters: bool,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(trust) = &self.trust else { return Ok(ServerCertVerified::assertion()) };
        if trust.own.iter().any(|own| own == certificate) {
            if trust.name_matters {
                rustls::client::verify_server_name(&ParsedCertificate::try_from(certificate)?, name)?;
            }
            return Ok(ServerCertVerified::assertion());
        }
        match trust.webpki.verify_server_cert(certificate, intermediates, name, ocsp_response, now) {
            // The name is looked at last: the signatures were good.
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !trust.name_matters => Ok(ServerCertVerified::assertion()),
            judged => judged,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
