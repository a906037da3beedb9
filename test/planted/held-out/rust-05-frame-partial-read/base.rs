use std::io::{self, Write};

const MAX_FRAME: u32 = 4 * 1024 * 1024;

pub fn write_frame<W: Write>(writer: &mut W, payload: &[u8]) -> io::Result<()> {
    let len = u32::try_from(payload.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    writer.write_all(&len.to_be_bytes())?;
    writer.write_all(payload)?;
    writer.flush()
}

pub fn max_frame() -> u32 {
    MAX_FRAME
}
