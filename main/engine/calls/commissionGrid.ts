import type { CommissionGrids } from '../commissionGrid/grids.ts';
import type { EngineHandlers } from '../dispatch.ts';

type GridCall = 'grid.read' | 'grid.plan' | 'grid.stage';

/** The commission grid of a carrier, by the contract's names. */
export function commissionGridHandlers(grids: CommissionGrids): Pick<EngineHandlers, GridCall> {
  return {
    'grid.read': ({ carrierId }) => grids.read(carrierId),
    'grid.plan': ({ wanted }) => grids.plan(wanted),
    'grid.stage': ({ wanted, update, label, warned }) => grids.stage(wanted, update, label, warned),
  };
}
