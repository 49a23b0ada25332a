import { existsSync, readFileSync } from 'node:fs';
import { guard } from '../runtime/http/guard.js';
import { renderPage } from './page.js';
import { style } from './style.js';
/** `GET /`, its parts, and `/api`, all behind the token rule. Nothing is loaded from anywhere else. */
export function dashboardRoutes(app, source, access) {
    app.addHook('onRequest', guard(access));
    app.addHook('onSend', async (_request, reply) => void reply.headers(headers));
    app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(renderPage(source.status())));
    app.get('/api', async () => ({ routes: { '/api/status': 'all that the dashboard shows; see docs/http.md' } }));
    app.get('/api/status', async () => source.status());
    app.get('/dashboard/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
    for (const [path, text] of scripts()) {
        app.get(path, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(text));
    }
}
const headers = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
};
/** The modules that the browser runs, as the build made them beside this file; none where there is no build. */
function scripts() {
    return ['browser', 'render'].flatMap((name) => {
        const file = new URL(`./${name}.js`, import.meta.url);
        return existsSync(file) ? [[`/dashboard/${name}.js`, readFileSync(file, 'utf8')]] : [];
    });
}
//# sourceMappingURL=routes.js.map