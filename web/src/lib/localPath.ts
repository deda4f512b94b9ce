/** The path to go back to, or home when it would lead out of this page's origin. */
export function localPath(path: string | undefined): string {
  return path && path.startsWith('/') && !path.startsWith('//') && !path.startsWith('/\\') && !path.startsWith('/login') ? path : '/'
}
