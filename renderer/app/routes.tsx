import type { ReactNode } from 'react';
import { assertNever } from '../../domain/result.ts';
import { AssignmentsScreen } from '../screens/assignments/AssignmentsScreen.tsx';
import { CarriersScreen } from '../screens/carriers/CarriersScreen.tsx';
import { ConflictsScreen } from '../screens/conflicts/ConflictsScreen.tsx';
import { HistoryScreen } from '../screens/history/HistoryScreen.tsx';
import { LicensingScreen } from '../screens/licensing/LicensingScreen.tsx';
import { OnboardingScreen } from '../screens/onboarding/OnboardingScreen.tsx';
import { ImportScreen } from '../screens/import/ImportScreen.tsx';
import { InvitationsScreen } from '../screens/invitations/InvitationsScreen.tsx';
import { ProducersScreen } from '../screens/producers/ProducersScreen.tsx';
import { ReceiptsScreen } from '../screens/receipts/ReceiptsScreen.tsx';
import { SettingsScreen } from '../screens/settings/SettingsScreen.tsx';
import { SyncScreen } from '../screens/sync/SyncScreen.tsx';
import { TrayScreen } from '../screens/tray/TrayScreen.tsx';
import type { Screen } from '../state/navigation.ts';

/** The screen the navigation names. */
export function CurrentScreen({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen.name) {
    case 'carriers':
      return <CarriersScreen {...screen} />;
    case 'assignments':
      return <AssignmentsScreen {...screen} />;
    case 'producers':
      return <ProducersScreen {...screen} />;
    case 'licensing':
      return <LicensingScreen {...screen} />;
    case 'onboarding':
      return <OnboardingScreen />;
    case 'invitations':
      return <InvitationsScreen />;
    case 'import':
      return <ImportScreen />;
    case 'tray':
      return <TrayScreen />;
    case 'conflicts':
      return <ConflictsScreen {...screen} />;
    case 'receipts':
      return <ReceiptsScreen {...screen} />;
    case 'history':
      return <HistoryScreen />;
    case 'sync':
      return <SyncScreen />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return assertNever(screen);
  }
}
