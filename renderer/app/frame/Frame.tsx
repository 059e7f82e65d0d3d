import './frame.css';
import { useEffect, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { CredentialsDialog } from '../../screens/connect/CredentialsDialog.tsx';
import { useReceiptNotices } from '../../screens/receipts/useReceiptNotices.tsx';
import { LiveRegion } from '../../components/LiveRegion.tsx';
import { ExportDialog } from '../../components/transfer/ExportDialog.tsx';
import { closeDialog, useFrameDialogs } from '../../state/frameDialogs.ts';
import { StageWarningsDialog } from '../../components/stageWarnings/StageWarningsDialog.tsx';
import { screenLabels, useNavigation } from '../../state/navigation.ts';
import { environmentLooks } from '../../theme/environments.ts';
import { CurrentScreen } from '../routes.tsx';
import { useDroppedTable } from '../useDroppedTable.ts';
import { useGlobalKeys } from '../useGlobalKeys.ts';
import { Banners } from './Banners.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Navigation } from './Navigation.tsx';
import { TopBar } from './TopBar.tsx';
import { useNetworkBack } from './useNetworkBack.ts';
import { useProgressAnnouncements } from './useProgressAnnouncements.ts';

/** The window around every screen of an open connection. */
export function Frame({ status }: { readonly status: EngineStatus }): ReactNode {
  useGlobalKeys();
  useProgressAnnouncements();
  useReceiptNotices();
  useNetworkBack();
  useDroppedTable();
  const screen = useNavigation((state) => state.screen);
  const dialog = useFrameDialogs((state) => state.open);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    // Also the window's title for screen readers. No names of people: titles show up in task lists.
    document.title = `${screenLabels[screen.name]} – Upline`;
    if (first.current) {
      first.current = false;
      return;
    }
    const { activeElement } = document;
    // A screen that took the focus while mounting, or a button that stays, keeps it.
    if (activeElement === null || activeElement === document.body) main.current?.focus();
  }, [screen]);

  const band: CSSProperties & Record<'--band', string> = {
    '--band': environmentLooks[status.connection.environment].color,
  };
  return (
    <div className="upl-frame" style={band}>
      <a className="upl-skip" href="#screen" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <div className="upl-band" aria-hidden />
      <Navigation status={status} />
      <TopBar status={status} />
      <main id="screen" className="upl-screen" ref={main} tabIndex={-1}>
        <Banners status={status} />
        <div className="upl-screen-content">
          <CurrentScreen screen={screen} />
        </div>
      </main>
      <LiveRegion />
      <CredentialsDialog />
      <KeysDialog />
      <ExportDialog opened={dialog === 'export-unsent'} onClose={closeDialog} />
      <StageWarningsDialog />
    </div>
  );
}
