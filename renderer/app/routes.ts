import type { Feature } from '../feature.ts'
import { features } from './features.ts'

type Navigable = Feature & Required<Pick<Feature, 'nav'>>

/** Features with an entry in the navigation, in its order. */
export const navigable: readonly Navigable[] = features
  .filter((feature): feature is Navigable => feature.nav !== undefined)
  .sort((a, b) => a.nav.order - b.nav.order)

/** The feature a route names, or the first there is: a kept route may be of a feature that is gone. */
export const featureAt = (route: string): Feature | undefined =>
  features.find((feature) => feature.id === route && feature.View !== undefined) ?? navigable[0]
