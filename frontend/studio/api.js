/** The studio's REST services (docs/reference/studio-rest.md). */

/** An answer that is not a success. `status` 0: the server was not reached. */
export class ApiError extends Error {
  constructor(status, data) {
    super(data?.error?.message ?? '');
    this.status = status;
    this.data = data ?? {};
  }
}

export function makeApi({ url, token, language }) {
  async function call(method, service, body) {
    const headers = { Accept: 'application/json', 'Accept-Language': language, 'X-CSRF-TOKEN': token };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(`${url}/${service}`, {
        method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin',
      });
    } catch {
      throw new ApiError(0, null);
    }
    const data = await response.json().catch(() => null);
    if (!response.ok || data === null) throw new ApiError(response.status || 500, data);
    return data;
  }

  return {
    load: () => call('GET', '@guichet-form'),
    save: (form, version) => call('PUT', '@guichet-form', { form, version }),
    check: (form) => call('POST', '@guichet-form-check', { form }),
    preview: (wanted) => call('POST', '@guichet-form-preview', wanted),
    revisions: () => call('GET', '@guichet-form-revisions'),
    revision: (number) => call('GET', `@guichet-form-revisions/${number}`),
    difference: (number, against) => call('GET', `@guichet-form-revisions/${number}?against=${against}`),
    restore: (number, version) => call('POST', '@guichet-form-restore', { number, version }),
    tests: () => call('GET', '@guichet-form-tests'),
    saveTests: (items, version) => call('PUT', '@guichet-form-tests', { items, version }),
    runTests: (wanted) => call('POST', '@guichet-form-tests-run', wanted),
    recordTest: (wanted) => call('POST', '@guichet-form-tests-record', wanted),
    publication: (wanted) => call('POST', '@guichet-form-publication', wanted),
    texts: () => call('GET', '@guichet-form-texts'),
    saveTexts: (items, version) => call('PUT', '@guichet-form-texts', { items, version }),
    setOptions: (values, version) => call('PUT', '@guichet-form-options', { values, version }),
    blocks: () => call('GET', '@guichet-form-blocks'),
    removeBlock: (id) => call('DELETE', `@guichet-form-blocks/${id}`),
    libraryUses: () => call('GET', '@guichet-form-blocks?used=1'),
    block: (id) => call('GET', `@guichet-form-blocks/${id}`),
    changeBlock: (id, title, fields, version) => call('PUT', `@guichet-form-blocks/${id}`, { title, fields, version }),
    differences: (before, after) => call('POST', '@guichet-form-differences', { before, after }),
    addBlock: (title, fields) => call('POST', '@guichet-form-blocks', { title, fields }),
  };
}
