/** Style sheets are imported for their effect; the bundler turns them into files of our own origin. */
declare module '*.css';
