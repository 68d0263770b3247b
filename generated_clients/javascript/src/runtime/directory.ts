/** Reads the files of a site, where the runtime has a file system. */
import { ConfigurationError } from './errors.js';
import { nodeModule } from './platform.js';

/** How far sending a folder is. */
export interface UploadProgress {
  /** `hashing` looks at every file; `uploading` sends those that the server has not got. */
  phase: 'hashing' | 'uploading' | 'uploaded';
  /** Files of this phase that are done, and how many there are. */
  files: number;
  totalFiles: number;
  /** Their bytes. */
  bytes: number;
  totalBytes: number;
}

/** A file of a site. */
export interface SiteFile {
  /** Where it is in the site: `/docs/index.html`. */
  path: string;
  sha256: string;
  size: number;
  /** Its content, read anew. */
  read: () => Promise<Uint8Array<ArrayBuffer>>;
}

interface FileSystem {
  readdir(path: string, options: { withFileTypes: true }): Promise<{ name: string; isDirectory(): boolean }[]>;
  stat(path: string): Promise<{ size: number; isFile(): boolean }>;
  realpath(path: string): Promise<string>;
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

interface Paths {
  join(...parts: string[]): string;
  relative(from: string, to: string): string;
  isAbsolute(path: string): boolean;
}

/** What no site needs. */
const LEFT_OUT = new Set(['.git', '.DS_Store', '__MACOSX']);
const PARALLEL = 8;

/** Every file of the folder with its digest, sorted by path. */
export async function readSite(
  directory: string,
  onProgress?: (progress: UploadProgress) => void,
): Promise<SiteFile[]> {
  const [fs, paths] = await Promise.all([nodeModule<FileSystem>('fs/promises'), nodeModule<Paths>('path')]).catch(
    (cause: unknown) => {
      throw new ConfigurationError('Only a runtime with a file system can deploy a directory', { cause });
    },
  );
  const found = await list(fs, paths, directory);
  if (found.length === 0) throw new ConfigurationError(`There are no files in ${directory}`);
  const totalBytes = found.reduce((sum, each) => sum + each.size, 0);
  let files = 0;
  let bytes = 0;
  return inParallel(found, async ({ path, file }) => {
    const content = await fs.readFile(file);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
    files += 1;
    bytes += content.length;
    onProgress?.({ phase: 'hashing', files, totalFiles: found.length, bytes, totalBytes });
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { path, sha256, size: content.length, read: () => fs.readFile(file) };
  });
}

/** What the work makes of each item, in order; a few at a time, and none after the first failure. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const at = next++;
      try {
        results[at] = await work(items[at] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, worker));
  return results;
}

async function list(
  fs: FileSystem,
  paths: Paths,
  directory: string,
): Promise<{ path: string; file: string; size: number }[]> {
  const root = await fs.realpath(directory).catch((cause: unknown) => {
    throw new ConfigurationError(`There is no directory ${directory}`, { cause });
  });
  const found: { path: string; file: string; size: number }[] = [];
  const walk = async (folder: string, prefix: string): Promise<void> => {
    for (const item of await fs.readdir(folder, { withFileTypes: true })) {
      if (LEFT_OUT.has(item.name)) continue;
      const file = paths.join(folder, item.name);
      if (item.isDirectory()) await walk(file, `${prefix}${item.name}/`);
      else found.push({ path: `${prefix}${item.name}`, file, size: await sizeInside(fs, paths, root, file) });
    }
  };
  await walk(root, '/');
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The size of a file. A link counts as the file that it leads to, if that lies in the folder as well. */
async function sizeInside(fs: FileSystem, paths: Paths, root: string, file: string): Promise<number> {
  const real = await fs.realpath(file).catch(() => undefined);
  const inside = real === undefined ? '..' : paths.relative(root, real);
  const found = real === undefined ? undefined : await fs.stat(real);
  if (found === undefined || !found.isFile() || inside.startsWith('..') || paths.isAbsolute(inside)) {
    throw new ConfigurationError(`${file} is neither a file nor a link to one in ${root}`);
  }
  return found.size;
}
