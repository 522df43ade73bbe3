import { describe, expect, it } from 'vitest';
import { contract } from '../../domain/contract';
import { isAllowed, rightsOf, roles } from '../../domain/record/permissions';
import { acts, permits, type Act } from '../../renderer/session/acts';
import { sectionsFor } from '../../renderer/sections';
import { shipped } from '../../electron/app/shipped';

const names = Object.keys(acts) as Act[];

describe('what the window offers', () => {
  it('asks for each call what the contract asks for', () => {
    for (const name of names) expect(acts[name], name).toEqual(contract[name].allow);
  });

  it('offers a call to exactly those whom the dispatcher would let make it', () => {
    for (const role of roles)
      for (const registry of shipped.registries.roots)
        for (const name of names)
          expect(permits(name, rightsOf(role), registry), `${name} ${role} ${registry.code}`).toBe(
            isAllowed(contract[name].allow, role, registry),
          );
  });

  it('shows the section of persons to those who may see any', () => {
    const seeing = roles.filter((role) =>
      sectionsFor(rightsOf(role), shipped.registries).some(({ code }) => code === 'person'),
    );
    expect(seeing).toEqual(['registryOperator', 'territorialSpecialist', 'head', 'observer']);
  });
});
