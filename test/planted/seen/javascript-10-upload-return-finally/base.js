const fs = require('node:fs/promises');
const { putObject } = require('./bucket');

class UploadError extends Error {
  constructor(key, cause) {
    super(`upload of ${key} failed`, { cause });
    this.name = 'UploadError';
  }
}

async function uploadFile(localPath, key) {
  const handle = await fs.open(localPath, 'r');
  let uploaded = 0;

  try {
    const { size } = await handle.stat();
    await putObject(key, handle.createReadStream({ autoClose: false }), size);
    uploaded = size;
    return uploaded;
  } catch (err) {
    throw new UploadError(key, err);
  } finally {
    await handle.close();
  }
}

module.exports = { uploadFile, UploadError };
