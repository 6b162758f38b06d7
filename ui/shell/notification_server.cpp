// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notification_server.h"

#include "ui/kit/icons.h"

#include <QApplication>
#include <QDBusAbstractInterface>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(noticeLog, "batchroom.shell.notices")

constexpr int iconSide = 64;
constexpr int serversOwnTime = -1;
const QString defaultAction = QStringLiteral("default");

// The picture as the specification has it: (iiibiiay).
struct BusPicture {
    QImage image;
};

QDBusArgument& operator<<(QDBusArgument& argument, const BusPicture& picture)
{
    const QImage& image = picture.image;
    argument.beginStructure();
    argument << image.width() << image.height() << static_cast<int>(image.bytesPerLine()) << true << 8 << 4
             << QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, BusPicture&)
{
    return argument; // nobody sends us one
}

QVariantMap hintsOf(const Notice& notice, NoticeSound sound)
{
    const QImage icon = appIconPixmap(iconSide, 1).toImage().convertToFormat(QImage::Format_RGBA8888);
    QVariantMap hints{
        {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
        {QStringLiteral("image-data"), QVariant::fromValue(BusPicture{icon})},
    };
    // Some desktops make a sound of their own unless told not to.
    if (sound == NoticeSound::Off)
        hints.insert(QStringLiteral("suppress-sound"), true);
    else
        hints.insert(QStringLiteral("sound-name"),
            notice.asksPerson ? QStringLiteral("message-new-instant") : QStringLiteral("complete"));
    return hints;
}

} // namespace

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::BusPicture)

namespace batchroom {

// The names are those of the specification; QDBusAbstractInterface connects signals by name.
class NotificationServer::Proxy : public QDBusAbstractInterface {
    Q_OBJECT
public:
    explicit Proxy(const QDBusConnection& bus)
        : QDBusAbstractInterface(QStringLiteral("org.freedesktop.Notifications"),
            QStringLiteral("/org/freedesktop/Notifications"), "org.freedesktop.Notifications", bus, nullptr)
    {
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void ActivationToken(uint id, const QString& token);
    void NotificationClosed(uint id, uint reason);
};

NotificationServer::NotificationServer(const QDBusConnection& bus, QObject* parent)
    : QObject(parent)
    , m_service(std::make_unique<Proxy>(bus))
{
    qDBusRegisterMetaType<BusPicture>();
    connect(m_service.get(), &Proxy::ActionInvoked, this, [this](uint id, const QString& action) {
        if (action == defaultAction && m_shown.contains(id))
            Q_EMIT clicked(m_shown.take(id));
    });
    // Without it a Wayland desktop lets no window come to the front. Qt takes it from there, once.
    connect(m_service.get(), &Proxy::ActivationToken, this, [this](uint id, const QString& token) {
        if (m_shown.contains(id))
            qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    });
    connect(m_service.get(), &Proxy::NotificationClosed, this, [this](uint id, uint) { m_shown.remove(id); });
}

NotificationServer::~NotificationServer() = default;

void NotificationServer::tell(const Notice& notice, NoticeSound sound, std::function<void(bool)> done)
{
    // A call without a bus would never be answered.
    if (!m_service->connection().isConnected()) {
        done(false);
        return;
    }
    auto* asked = new QDBusPendingCallWatcher(m_service->asyncCall(QStringLiteral("GetCapabilities")), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this,
        [=, this, withdrawals = m_withdrawals, done = std::move(done)] {
            const QDBusPendingReply<QStringList> abilities = *asked;
            asked->deleteLater();
            if (abilities.isError()) {
                qCInfo(noticeLog) << "no service for messages:" << abilities.error().message();
                done(false);
                return;
            }
            send(notice, sound, abilities.value(), [this, withdrawals, done](bool isTaken) {
                if (withdrawals != m_withdrawals)
                    withdraw();
                done(isTaken);
            });
        });
}

void NotificationServer::send(
    const Notice& notice, NoticeSound sound, const QStringList& abilities, std::function<void(bool)> done)
{
    const bool hasMarkup = abilities.contains(QStringLiteral("body-markup"));
    const QString text = hasMarkup ? notice.text.toHtmlEscaped() : notice.text;
    QStringList actions;
    if (abilities.contains(QStringLiteral("actions")))
        actions << defaultAction << tr("Open");
    if (sound == NoticeSound::On && !abilities.contains(QStringLiteral("sound")))
        QApplication::beep();
    auto* sent =
        new QDBusPendingCallWatcher(m_service->asyncCall(QStringLiteral("Notify"), QStringLiteral("Batchroom"), 0U,
                                        QString(), notice.title, text, actions, hintsOf(notice, sound), serversOwnTime),
            this);
    connect(
        sent, &QDBusPendingCallWatcher::finished, this, [this, sent, target = notice.target, done = std::move(done)] {
            const QDBusPendingReply<uint> id = *sent;
            sent->deleteLater();
            if (id.isError())
                qCWarning(noticeLog) << "the message was not taken:" << id.error().message();
            else
                m_shown.insert(id.value(), target);
            done(!id.isError());
        });
}

void NotificationServer::withdraw()
{
    ++m_withdrawals;
    for (auto it = m_shown.keyBegin(); it != m_shown.keyEnd(); ++it)
        m_service->asyncCall(QStringLiteral("CloseNotification"), *it);
    m_shown.clear();
}

} // namespace batchroom

#include "notification_server.moc"
