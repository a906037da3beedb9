use bytes::{Buf, BufMut, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("a frame holds at most {max} bytes, not {0}", max = u16::MAX)]
    TooLong(usize),
}

/// Payloads with their length before them: two bytes, big endian.
#[derive(Debug, Default)]
pub struct FrameCodec;

impl Decoder for FrameCodec {
    type Item = Bytes;
    type Error = FrameError;

    fn decode(&mut self, buffer: &mut BytesMut) -> Result<Option<Bytes>, FrameError> {
        if buffer.len() < 2 {
            return Ok(None);
        }
        let length = usize::from(u16::from_be_bytes([buffer[0], buffer[1]]));
        if buffer.len() < 2 + length {
            buffer.reserve(2 + length - buffer.len());
            return Ok(None);
        }
        buffer.advance(2);
        Ok(Some(buffer.split_to(length).freeze()))
    }
}

impl Encoder<Bytes> for FrameCodec {
    type Error = FrameError;

    fn encode(&mut self, payload: Bytes, buffer: &mut BytesMut) -> Result<(), FrameError> {
        let length =
            u16::try_from(payload.len()).map_err(|_| FrameError::TooLong(payload.len()))?;
        buffer.reserve(2 + payload.len());
        buffer.put_u16(length);
        buffer.extend_from_slice(&payload);
        Ok(())
    }
}
