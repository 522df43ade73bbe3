/** Lets the browser or the shell save the bytes at this address under this name. */
export function saveFile(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = `${url}?download=1`;
  link.download = name;
  link.click();
}
