// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/self_check.h"

#include "app/catalog/catalog.h"
#include "app/imaging/picture.h"
#include "app/net/tls.h"
#include "app/settings/key_store.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QStorageInfo>
#include <QTemporaryDir>

namespace batchroom {

namespace {

constexpr qint64 lowSpace = 2LL * 1024 * 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("SelfCheck", text);
}

Finding checkPlatform()
{
    return {tr("Program"), Finding::Level::Fine,
        tr("Batchroom %1 on Qt %2, platform %3, %4.")
            .arg(QStringLiteral(BATCHROOM_VERSION), QString::fromLatin1(qVersion()), QGuiApplication::platformName(),
                QSysInfo::prettyProductName())};
}

Finding checkTls()
{
    const QString backend = tlsDescription();
    if (backend.isEmpty())
        return {tr("Secure connections"), Finding::Level::Broken,
            tr("There is no TLS library, so Ideogram cannot be reached. The Sandbox works. Install OpenSSL 3.")};
    return {tr("Secure connections"), Finding::Level::Fine, backend};
}

// A library is opened, written and read in a temporary folder, full text included.
Finding checkDatabase()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    const auto store = Store::open(folder.path(), clock);
    if (!store)
        return {tr("Database"), Finding::Level::Broken, store.error().what + QLatin1Char(' ') + store.error().detail};
    return {tr("Database"), Finding::Level::Fine, tr("A library can be made, opened and searched.")};
}

Finding checkPictures()
{
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(0xff336699);
    QStringList broken;
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::WebP}) {
        const Result<QByteArray> bytes = encodePicture(image, {format});
        if (!bytes || !decodePicture(*bytes))
            broken.append(extensionOf(format));
    }
    if (broken.isEmpty())
        return {tr("Pictures"), Finding::Level::Fine, tr("PNG, JPEG and WebP are read and written.")};
    return {tr("Pictures"), Finding::Level::Broken,
        tr("These formats do not work: %1. Install qt6-image-formats-plugins.").arg(broken.join(QStringLiteral(", ")))};
}

Finding checkType()
{
    const QStringList wanted{QStringLiteral("Inter"), QStringLiteral("Bebas Neue"), QStringLiteral("EB Garamond")};
    const QStringList families = QFontDatabase::families();
    QStringList missing;
    for (const QString& family : wanted)
        if (!families.contains(family))
            missing.append(family);
    if (families.isEmpty())
        return {tr("Fonts"), Finding::Level::Broken, tr("No font is installed, so no text can be shown.")};
    if (missing.isEmpty())
        return {tr("Fonts"), Finding::Level::Fine, tr("All fonts of the Sandbox's posters are here.")};
    return {tr("Fonts"), Finding::Level::Limited,
        tr("The Sandbox sets its posters in a substitute for %1.").arg(missing.join(QStringLiteral(", ")))};
}

Finding checkFolder(const QString& folder)
{
    QString place = folder;
    while (!QFileInfo::exists(place) && place != QFileInfo(place).path())
        place = QFileInfo(place).path();
    if (!QFileInfo(place).isWritable())
        return {tr("Library folder"), Finding::Level::Broken,
            tr("“%1” cannot be written. Choose another folder with --library.").arg(QDir::toNativeSeparators(folder))};
    const qint64 free = QStorageInfo(place).bytesAvailable();
    const QString text = tr("%1, %2 MB free.").arg(QDir::toNativeSeparators(folder)).arg(free / 1024 / 1024);
    return {tr("Library folder"), free < lowSpace ? Finding::Level::Limited : Finding::Level::Fine, text};
}

Finding checkCatalog()
{
    const Catalog& catalog = Catalog::builtIn();
    return {tr("Catalogue"), Finding::Level::Fine,
        tr("%1 models, %2 target sizes.").arg(catalog.models().size()).arg(catalog.presets().size())};
}

Finding keyringFinding(const Result<Secret>& key)
{
    if (key || key.error().code == ErrorCode::NotFound)
        return {tr("Keyring"), Finding::Level::Fine,
            key ? tr("It holds an Ideogram key.") : tr("It works; no key is in it yet.")};
    return {tr("Keyring"), Finding::Level::Limited,
        tr("%1 Until then the key can come from IDEOGRAM_API_KEY.").arg(key.error().what)};
}

} // namespace

QString Finding::levelName() const
{
    switch (level) {
    case Level::Fine: return QStringLiteral("ok");
    case Level::Limited: return QStringLiteral("limited");
    case Level::Broken: return QStringLiteral("broken");
    }
    return {};
}

void checkMachine(const QString& libraryFolder, KeyStore& keys, std::function<void(const QList<Finding>&)> done)
{
    const QList<Finding> findings{checkPlatform(), checkTls(), checkDatabase(), checkPictures(), checkType(),
        checkCatalog(), checkFolder(libraryFolder)};
    keys.read(QStringLiteral("ideogram"), &keys, [findings, done = std::move(done)](const Result<Secret>& key) {
        done(findings + QList<Finding>{keyringFinding(key)});
    });
}

} // namespace batchroom
