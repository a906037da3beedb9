/** The endings of assets, what they are, and the hexadecimal beginnings that such a file may have (`.` stands for any digit). */
export interface AssetFormat {
  readonly kind: 'image' | 'font' | 'audio' | 'video' | 'document';
  readonly extensions: readonly string[];
  readonly beginnings: readonly string[];
}

const ISO_MEDIA = '........66747970';
const OGG = '4f676753';
const ZIP = '504b0304';

/**
 * SVG is missing: it runs scripts. So are PostScript (a language), documents with macros and everything that git calls text.
 */
export const ASSET_FORMATS: readonly AssetFormat[] = [
  { kind: 'image', extensions: ['png', 'apng'], beginnings: ['89504e470d0a1a0a'] },
  { kind: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], beginnings: ['ffd8ff'] },
  { kind: 'image', extensions: ['gif'], beginnings: ['47494638'] },
  { kind: 'image', extensions: ['webp'], beginnings: ['52494646........57454250'] },
  { kind: 'image', extensions: ['avif', 'heic', 'heif'], beginnings: [ISO_MEDIA] },
  { kind: 'image', extensions: ['ico', 'cur'], beginnings: ['00000100', '00000200'] },
  { kind: 'image', extensions: ['icns'], beginnings: ['69636e73'] },
  { kind: 'image', extensions: ['bmp'], beginnings: ['424d'] },
  { kind: 'image', extensions: ['tif', 'tiff'], beginnings: ['49492a00', '4d4d002a'] },
  { kind: 'image', extensions: ['psd'], beginnings: ['38425053'] },
  { kind: 'image', extensions: ['jxl'], beginnings: ['ff0a', '0000000c4a584c20'] },
  { kind: 'font', extensions: ['woff'], beginnings: ['774f4646'] },
  { kind: 'font', extensions: ['woff2'], beginnings: ['774f4632'] },
  { kind: 'font', extensions: ['ttf', 'otf', 'ttc'], beginnings: ['00010000', '4f54544f', '74727565', '74746366'] },
  { kind: 'font', extensions: ['eot'], beginnings: ['................0.000.'] },
  { kind: 'audio', extensions: ['mp3'], beginnings: ['494433', 'fffb', 'fff3', 'fff2', 'fffa'] },
  { kind: 'audio', extensions: ['wav'], beginnings: ['52494646........57415645'] },
  { kind: 'audio', extensions: ['ogg', 'oga', 'opus'], beginnings: [OGG] },
  { kind: 'audio', extensions: ['flac'], beginnings: ['664c6143'] },
  { kind: 'audio', extensions: ['m4a', 'aac'], beginnings: [ISO_MEDIA, 'fff1', 'fff9'] },
  { kind: 'audio', extensions: ['mid', 'midi'], beginnings: ['4d546864'] },
  { kind: 'video', extensions: ['mp4', 'm4v', 'mov'], beginnings: [ISO_MEDIA] },
  { kind: 'video', extensions: ['webm', 'mkv'], beginnings: ['1a45dfa3'] },
  { kind: 'video', extensions: ['avi'], beginnings: ['52494646........41564920'] },
  { kind: 'video', extensions: ['ogv'], beginnings: [OGG] },
  { kind: 'document', extensions: ['pdf'], beginnings: ['255044462d'] },
  { kind: 'document', extensions: ['docx', 'xlsx', 'pptx'], beginnings: [ZIP] },
];

/** Endings of programs, archives and saved objects: code whatever their contents are. */
export const BINARY_EXTENSIONS: ReadonlySet<string> = new Set(
  `a aar apk app bin bz2 cab class com crx deb dex dll dmg doc docm dot dotm dylib ear egg elf epub exe gem gz img ipa iso jar joblib jks ko lib lnk
  lz4 mo msi msix npy npz nupkg o obj ocx odex odp ods odt onnx out pb pickle pkl potm ppam ppsm ppt pptm pt pth pyc pyd pyo rar rpm safetensors scr so
  swf sys tar tgz war wasm whl xla xlam xls xlsb xlsm xltm xpi xz zip zst 7z`.split(/\s+/),
);
