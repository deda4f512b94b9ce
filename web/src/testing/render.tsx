import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { App, ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { Client } from '@/api/queryClient'
import { parseSearch, stringifySearch } from '@/lib/search'
import { antdLocale } from '@/lib/i18n'

/** Draws a page at an address, inside the providers it has in earnest. `address()` tells where one is now. */
export async function renderPage(ui: ReactNode, options: { at?: string; path?: string } = {}) {
  const root = createRootRoute()
  const route = createRoute({ getParentRoute: () => root, path: options.path ?? '/', component: () => ui })
  const rest = createRoute({ getParentRoute: () => root, path: '$', component: () => null })
  const history = createMemoryHistory({ initialEntries: [options.at ?? options.path ?? '/'] })
  const router = createRouter({ routeTree: root.addChildren([route, rest]), history, parseSearch, stringifySearch })
  await router.load()
  const client = new Client({ defaultOptions: { queries: { retry: false } } })
  const view = render(
    <ConfigProvider locale={antdLocale('zh-CN')} theme={{ token: { motion: false } }} button={{ autoInsertSpace: false }}>
      <App>
        <QueryClientProvider client={client}>
          <RouterProvider router={router as never} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  )
  return { ...view, client, address: () => history.location.href }
}
