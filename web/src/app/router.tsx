import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { FC } from 'react'
import type { QueryClient } from '@tanstack/react-query'
import { sessionQuery, chosenSet } from '@/hooks/session'
import type { PageRoute } from '@/lib/feature'
import { parseSearch, stringifySearch } from '@/lib/search'
import { currentAccountSet, setCurrentAccountSet } from '@/lib/accountSet'
import { toProblem } from '@/api/problem'
import { PageError } from './PageError'
import { Frame } from './Frame'
import { NotFound } from './NotFound'
import { pages } from './registry'
import { Gate } from './Gate'
import { PageSkeleton } from './PageSkeleton'

interface Context {
  queryClient: QueryClient
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound })

// Everything in the frame needs a session and, but for the wizard, an account set.
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queryClient.ensureQueryData(sessionQuery)
      const set = chosenSet(session)
      if (!set) throw redirect({ to: '/account-sets/new' as string })
      if (set.id !== currentAccountSet()) setCurrentAccountSet(set.id)
    } catch (err) {
      if (toProblem(err).status === 401) throw redirect({ to: '/login' as string, search: { back: location.href } as never })
      throw err
    }
  },
})

function toRoute(page: PageRoute) {
  const Page = lazyRouteComponent(page.load) as FC
  return createRoute({
    getParentRoute: () => (page.frame === 'bare' ? root : frame),
    path: page.path,
    component: page.frame === 'bare' ? Page : () => <Gate page={page}><Page /></Gate>,
  })
}

const bare = pages.filter((p) => p.frame === 'bare').map(toRoute)
const framed = pages.filter((p) => p.frame !== 'bare').map(toRoute)

// Inside the frame, so that whoever took a wrong turn keeps the menu.
const nowhere = createRoute({ getParentRoute: () => frame, path: '$', component: NotFound })

/** Builds the router over all features' pages. */
export function buildRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([...bare, frame.addChildren([...framed, nowhere])]),
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 150,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
    parseSearch,
    stringifySearch,
  })
}
