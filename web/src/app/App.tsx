import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setUnauthorizedListener } from '@/api/client'
import { toProblem } from '@/api/problem'
import { Client } from '@/api/queryClient'
import { antdLocale } from '@/lib/i18n'
import { sessionQuery } from '@/hooks/session'
import { buildRouter } from './router'
import { theme } from './theme'

function buildQueryClient(): Client {
  return new Client({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Refusals stay refusals; only what did not arrive is asked for again.
        retry: (count, err) => count < 2 && toProblem(err).unknownOutcome,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** The whole page: providers around the router. */
export function App() {
  const [client] = useState(buildQueryClient)
  const [router] = useState(() => buildRouter(client))
  const { i18n } = useTranslation()

  useEffect(() => {
    setUnauthorizedListener(() => {
      if (['/login', '/setup', '/invitation'].some((p) => router.state.location.pathname.startsWith(p))) return
      client.removeQueries({ queryKey: sessionQuery.queryKey })
      void router.navigate({ to: '/login' as string, search: { back: router.state.location.href } as never })
    })
    return () => setUnauthorizedListener(() => {})
  }, [client, router])

  return (
    <ConfigProvider theme={theme} locale={antdLocale(i18n.language)} componentSize="middle" button={{ autoInsertSpace: false }}>
      <AntApp notification={{ placement: 'bottomRight', maxCount: 3 }} message={{ maxCount: 3, top: 60 }} style={{ height: '100%' }}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
