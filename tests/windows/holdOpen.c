/*
 * A program of Windows that holds files open as another program would: a scanner, an editor, a transport.
 *
 *   holdOpen PATH SHARE        holds one file or folder; SHARE is the letters of r, w, d that others may do, or "-"
 *   holdOpen scan FOLDER MS    holds each file that appears below FOLDER for so many milliseconds; others may read and write
 *
 * Says "held" when it holds, lets go when its standard input ends.
 */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

static void say(const char *word) {
  puts(word);
  fflush(stdout);
}

static HANDLE openShared(const wchar_t *path, DWORD share) {
  return CreateFileW(path, GENERIC_READ, share, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

static DWORD WINAPI waitForTheEnd(void *unused) {
  (void)unused;
  while (getchar() != EOF) continue;
  ExitProcess(0);
}

static DWORD shareOf(const wchar_t *letters) {
  return (wcschr(letters, L'r') ? FILE_SHARE_READ : 0) | (wcschr(letters, L'w') ? FILE_SHARE_WRITE : 0) |
         (wcschr(letters, L'd') ? FILE_SHARE_DELETE : 0);
}

#define MOST 4096
static wchar_t seen[MOST][MAX_PATH];
static int seenCount = 0;

static int isNew(const wchar_t *path) {
  for (int at = 0; at < seenCount; at += 1)
    if (wcscmp(seen[at], path) == 0) return 0;
  if (seenCount < MOST) wcsncpy(seen[seenCount++], path, MAX_PATH - 1);
  return 1;
}

/** What lies there at first is only remembered. */
static void scan(const wchar_t *folder, DWORD ms, int isFirst, int depth) {
  wchar_t path[MAX_PATH];
  WIN32_FIND_DATAW found;
  swprintf(path, MAX_PATH, L"%ls\\*", folder);
  HANDLE search = FindFirstFileW(path, &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0) continue;
    swprintf(path, MAX_PATH, L"%ls\\%ls", folder, found.cFileName);
    if (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
      if (depth > 0) scan(path, ms, isFirst, depth - 1);
    } else if (isNew(path) && !isFirst) {
      HANDLE file = openShared(path, FILE_SHARE_READ | FILE_SHARE_WRITE);
      if (file == INVALID_HANDLE_VALUE) continue;
      Sleep(ms);
      CloseHandle(file);
    }
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

int wmain(int count, wchar_t **words) {
  CreateThread(NULL, 0, waitForTheEnd, NULL, 0, NULL);
  if (count == 4 && wcscmp(words[1], L"scan") == 0) {
    DWORD ms = wcstoul(words[3], NULL, 10);
    scan(words[2], ms, 1, 3);
    say("held");
    for (;; Sleep(5)) scan(words[2], ms, 0, 3);
  }
  if (count != 3) return 2;
  HANDLE held = openShared(words[1], shareOf(words[2]));
  if (held == INVALID_HANDLE_VALUE) {
    say("not held");
    return 1;
  }
  say("held");
  Sleep(INFINITE);
  return 0;
}
