import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { later } from '@/testing/later'
import { renderPage } from '@/testing/render'
import { server } from '@/testing/server'
import type { Picture } from './model'
import { Pictures } from './Pictures'

function Form() {
  const [pictures, setPictures] = useState<Picture[]>([{ url: '/old.png' }, { url: '/kept.png' }])
  return <Pictures pictures={pictures} onChange={setPictures} problems={[]} readOnly={false} />
}

it('adds what was uploaded to the pictures there are by then', async () => {
  const { moment: arrived, come: arrive } = later()
  server.use(
    http.post('*/api/v1/files', async () => {
      await arrived
      return HttpResponse.json({ id: '5', url: '/new.png', contentType: 'image/png', size: 1, width: 1, height: 1 }, { status: 201 })
    }),
  )
  const { container } = await renderPage(<Form />)
  await userEvent.upload(container.querySelector('input[type=file]') as HTMLInputElement, new File(['x'], 'x.png', { type: 'image/png' }))
  await userEvent.click(screen.getByRole('button', { name: '删除第 1 张图片' }))
  arrive()
  const shown = () => [...container.querySelectorAll('.pictures img')].map((i) => i.getAttribute('src'))
  await waitFor(() => expect(shown()).toEqual(['/kept.png', '/new.png']))
})
