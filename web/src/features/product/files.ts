import { api, data } from '@/api/client'
import type { Picture } from './model'

type Post = (path: string, init: object) => Promise<{ data?: unknown }>

/** Sends a picture to the server and tells the address it is shown from. */
export async function uploadPicture(file: File): Promise<Picture> {
  const made = (await data((api.POST as unknown as Post)('/api/v1/files', { body: file, bodySerializer: (b: File) => b, headers: { 'Content-Type': file.type } }))) as { id: string; url: string }
  return { url: made.url, fileId: made.id }
}
