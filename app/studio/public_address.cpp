// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/public_address.h"

#include "app/net/http_client.h"
#include "app/net/url_rules.h"
#include "app/studio/event_desk.h"
#include "app/studio/test_event.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

namespace batchroom {

namespace {

constexpr std::chrono::seconds arrivalPatience{5};
constexpr qsizetype longestAddress = 2048; // of Ideogram's webhook_url, the path included

const QString ideogramPath = QStringLiteral("/webhooks/ideogram");
const QString callbackPath = QStringLiteral("/webhooks/ideogram-callback");

QString tr(const char* text)
{
    return QCoreApplication::translate("PublicAddress", text);
}

Error badInput(const QString& what)
{
    return {ErrorCode::BadInput, what, {}};
}

// How far it got, by what answered.
Result<void> verdictOf(const ReceivedAnswer& answer, quint16 port)
{
    if (answer.isSuccess())
        return {};
    const QString status = QString::number(answer.status);
    if (answer.status >= 300 && answer.status < 400)
        return Error{ErrorCode::Protocol,
            tr("The address answers with a redirect, which Ideogram does not follow. Give the address it leads to, or "
               "let "
               "the proxy pass requests on as they are."),
            status};
    if (answer.status == 401 || answer.status == 403)
        return Error{ErrorCode::Protocol,
            tr("Something at that address refused the test event (status %1). Either the proxy asks for a password, or "
               "it "
               "changes what passes through it, or it leads to another Batchroom with another secret.")
                .arg(status),
            status};
    if (answer.status == 404)
        return Error{ErrorCode::Protocol,
            tr("The address answers, but not with Batchroom (status 404). Let it lead to http://127.0.0.1:%1, with the "
               "path "
               "left as it is.")
                .arg(port),
            status};
    if (answer.status == 502 || answer.status == 503 || answer.status == 504 || answer.status == 530)
        return Error{ErrorCode::Protocol,
            tr("The tunnel or proxy is there, but does not reach Batchroom (status %1). Let it lead to "
               "http://127.0.0.1:%2.")
                .arg(status)
                .arg(port),
            status};
    return Error{ErrorCode::Protocol,
        tr("The address answered with status %1 instead of taking the event.").arg(status), status};
}

} // namespace

Result<QUrl> publicAddress(const QString& text)
{
    QString typed = text.trimmed();
    if (!typed.contains(QLatin1StringView("://")))
        typed.prepend(QLatin1StringView("https://"));
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.host().contains(QLatin1Char('.')))
        return badInput(tr("This is no web address. It looks like https://batchroom.example.com."));
    if (url.scheme() != QLatin1StringView("https"))
        return badInput(tr("Ideogram takes https addresses only. Tunnels have one by themselves."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return badInput(tr("Give the address alone, without a password, “?” or “#”."));
    UrlRules rules;
    rules.scope = AddressScope::PublicOnly;
    if (!checkUrl(url, rules) || url.host().endsWith(QLatin1StringView(".local"))
        || url.host().endsWith(QLatin1StringView(".internal")))
        return badInput(
            tr("This address is inside your own network, where Ideogram cannot reach it. Give the public one."));
    QString path = url.path();
    for (const QString& own : {callbackPath, ideogramPath})
        if (path.endsWith(own))
            path.chop(own.size());
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path);
    if (ideogramWebhookAt(url).toEncoded().size() > longestAddress)
        return badInput(tr("This address is longer than Ideogram takes (%1 characters).").arg(longestAddress));
    return url;
}

QUrl ideogramWebhookAt(const QUrl& publicAddress)
{
    QUrl webhook = publicAddress;
    webhook.setPath(publicAddress.path() + ideogramPath);
    return webhook;
}

PublicAddressTest::PublicAddressTest(EventDesk& desk, Clock& clock)
    : m_desk(desk)
    , m_clock(clock)
{
    m_sender.setMaxThreadCount(1);
    m_patience.setSingleShot(true);
    setPatience(arrivalPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(Error{ErrorCode::Protocol,
            tr("Something took the test event, but it did not come in here. The address leads to another program or "
               "another computer."),
            {}});
    });
    connect(&desk, &EventDesk::arrived, this, [this](const Arrival& arrival) {
        if (m_awaitedId.isEmpty() || arrival.event.eventId != m_awaitedId || arrival.verdict == ArrivalVerdict::Refused)
            return;
        m_hasArrived = true;
        if (m_isAnswered)
            finish({});
    });
}

PublicAddressTest::~PublicAddressTest()
{
    m_stop.request_stop();
    m_sender.waitForDone();
}

void PublicAddressTest::start(const QUrl& address, std::function<void(Result<void>)> done)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_patience.stop();
    m_done = std::move(done);
    m_hasArrived = m_isAnswered = false;
    const SenderKeys& keys = m_desk.callbackKeys();
    const std::optional<quint16> port = m_desk.port();
    if (!port || keys.secrets.isEmpty()) {
        finish(badInput(tr("The test needs the listener on and a shared secret to sign with. Both are above.")));
        return;
    }
    QUrl target = address;
    target.setPath(address.path() + callbackPath);
    const OutgoingRequest event = testEvent(target, keys.secrets.constFirst(), m_clock.now().count());
    m_awaitedId = testEventId(event);
    QtConcurrent::run(&m_sender, [event, port = *port, clock = &m_clock, stop = m_stop.get_token()]() -> Result<void> {
        const Result<ReceivedAnswer> answer = HttpClient(*clock).send(event, stop);
        return answer ? verdictOf(*answer, port) : Result<void>(answer.error());
    }).then(this, [this, id = m_awaitedId](const Result<void>& answer) {
        if (id == m_awaitedId)
            noteAnswer(answer);
    });
}

void PublicAddressTest::noteAnswer(const Result<void>& answer)
{
    m_isAnswered = true;
    if (!answer && answer.error().code != ErrorCode::Protocol)
        finish(Error{answer.error().code,
            tr("Nothing answers at that address. Is the tunnel or the proxy running? %1").arg(answer.error().what),
            answer.error().detail});
    else if (!answer || m_hasArrived)
        finish(answer);
    else
        m_patience.start();
}

void PublicAddressTest::finish(const Result<void>& result)
{
    m_patience.stop();
    m_awaitedId.clear();
    if (const auto done = std::exchange(m_done, {}))
        done(result);
}

} // namespace batchroom
