import { api, data } from '@/api/client'
import type { Picture } from './model'

/** The kinds of pictures the server takes. */
export const pictureTypes = 'image/jpeg,image/png,image/webp'

/** Sends a picture to the server and tells the address it is shown from. */
export async function uploadPicture(file: File): Promise<Picture> {
  // The body goes out as the file it is; the description knows it as text.
  const made = await data(api.POST('/api/v1/files', { body: file as unknown as string, bodySerializer: (content: unknown) => content as File, headers: { 'Content-Type': file.type as 'image/png' } }))
  return { url: made.url, fileId: made.id }
}
