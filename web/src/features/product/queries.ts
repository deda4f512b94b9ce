import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type ProductRow = Schema<'CatalogProductRow'>
export type Product = Schema<'GetProductProductOutputBody'>
export type ProductInput = Schema<'CatalogProductInput'>
export type Attachment = Schema<'CatalogAttachment'>
export type Category = Schema<'CatalogCategory'>
export type Attribute = Schema<'CatalogAttribute'>
export type UnitGroup = Schema<'CatalogUnitGroup'>
export type Level = Schema<'PartyLevelBody'>
type Changes = Omit<Schema<'ActivateProductsProductsActInputBody'>, 'ids'>

export const productKeys = keysOf('product')
export const attachmentKeys = keysOf('attachment')
export const skuKeys = keysOf('sku')
export const categoryKeys = keysOf('category')
export const attributeKeys = keysOf('attribute')
export const unitKeys = keysOf('unit-group')

export const productList = listQuery('/api/v1/products', productKeys)

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: productKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/products/{id}', { params: { path: { id } }, signal })),
  })

/** What is attached to a product. */
export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: [...attachmentKeys.all, id],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/products/{id}/attachments', { params: { path: { id } }, signal }))).items,
  })

/** The whole category tree, parents before children. */
export const categoriesQuery = queryOptions({
  queryKey: [...categoryKeys.all, 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/categories', { signal }))).items,
  staleTime: 60_000,
})

/** All attributes with their values. */
export const attributesQuery = queryOptions({
  queryKey: [...attributeKeys.all, 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/attributes', { signal }))).items,
  staleTime: 60_000,
})

/** All unit groups. */
export const unitGroupsQuery = queryOptions({
  queryKey: [...unitKeys.all, 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/unit-groups', { signal }))).items,
  staleTime: 60_000,
})

/** All price levels in their order. */
export const levelsQuery = queryOptions({
  queryKey: ['price-level', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/price-levels', { signal }))).items,
  staleTime: 60_000,
})

/** What the set decides about products: whether they carry tax, and new ones lot and expiry. */
export const policiesQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
  select: (s) => ({ tax: s.taxAccounted, lotExpiry: s.lotExpiry }),
  staleTime: 5 * 60_000,
})

export const activateProducts = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/products/actions/activate', { body: { ids }, ...write }))
export const deactivateProducts = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/products/actions/deactivate', { body: { ids }, ...write }))
export const deleteProducts = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/products/actions/delete', { body: { ids }, ...write }))
export const setProductsCategory = (ids: string[], change: Changes, write: WriteOptions) => data(api.POST('/api/v1/products/actions/set-category', { body: { ids, ...change }, ...write }))
export const setProductsNegativeStock = (ids: string[], change: Changes, write: WriteOptions) => data(api.POST('/api/v1/products/actions/set-negative-stock', { body: { ids, ...change }, ...write }))
export const setProductsPrice = (ids: string[], change: Changes, write: WriteOptions) => data(api.POST('/api/v1/products/actions/set-price', { body: { ids, ...change }, ...write }))
