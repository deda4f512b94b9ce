import { useRouter } from '@tanstack/react-router'
import { toProblem } from '@/api/problem'
import { ProblemView } from '@/components/ProblemView'

/** The last resort of a page: whatever was thrown while loading or drawing it. */
export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter()
  return (
    <div style={{ padding: 16 }}>
      <ProblemView
        problem={toProblem(error)}
        onRetry={() => {
          reset?.()
          void router.invalidate()
        }}
      />
    </div>
  )
}
