use std::error::Error;
use std::fmt;

#[derive(Debug)]
pub struct ApiError {
    pub status: u16,
    pub code: String,
    pub request_id: Option<String>,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.request_id {
            return write!(f, "api error {}: {} (request {id})", self.status, self.code);
        }
        write!(f, "api error {}: {}", self.status, self.code)
    }
}

impl Error for ApiError {}
