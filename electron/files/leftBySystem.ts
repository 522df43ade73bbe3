/**
 * What Windows, macOS, Linux desktops and network disks lay into folders unasked when somebody looks at them. In a folder of
 * packets it is no packet, in a packet it is no file of it; some of it is held for as long as the folder is shown.
 */
const names =
  /^(desktop\.ini|(eh)?thumbs\.db|\.ds_store|\._.*|\.directory|\$recycle\.bin|system volume information|@eadir|#recycle|lost\+found|\.trash-\d+|__macosx)$/i;

export const isLeftBySystem = (name: string): boolean => names.test(name);
