import { onBeforeUnmount } from 'vue';
import type { EventName, EventPayload } from '../../domain/contract';
import { useClient } from './client';

/** Hears an event while the component lives. */
export function useEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  onBeforeUnmount(useClient().on(name, listener));
}
