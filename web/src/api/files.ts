import { api } from './client'
import type { paths } from './schema.gen'
import type { WriteOptions } from './useWrite'

/** The addresses of the API that can be read. */
type GetPath = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths]

type LooseGet = (path: string, init: object) => Promise<{ data?: unknown; response: Response }>

/** The name in `attachment; filename*=UTF-8''…`. */
export function fileName(disposition: string | null): string | undefined {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return found === undefined ? undefined : decodeURIComponent(found)
}

/** Reads a file of the API, with the session and the account set of this tab, which a plain link would not carry. `at` fills the path's parameters. */
export async function readFile(path: GetPath, query: Record<string, unknown> = {}, at: Record<string, string> = {}): Promise<{ content: Blob; name: string }> {
  const { data, response } = await (api.GET as unknown as LooseGet)(path, { params: { query, path: at }, parseAs: 'blob' })
  return { content: data as Blob, name: fileName(response.headers.get('Content-Disposition')) ?? path.split('/').at(-1) ?? 'file' }
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook as the body of a write. It goes out as the file it is; the description knows it as text. */
export const asWorkbook = (file: File, write: WriteOptions) => ({
  body: file as unknown as string,
  bodySerializer: (content: unknown) => content as File,
  headers: { ...write.headers, 'Content-Type': workbook },
})

/** The path of a file of the API: `FilePath`. */
export type FilePath = GetPath
