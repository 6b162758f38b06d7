// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/preferences.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PreferencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void beginsWithTheDefaults();
    void everyFieldSurvivesASave();
    void tellsAChangeOnceWithBeforeAndAfter();
    void badValuesFallBackOneByOne_data();
    void badValuesFallBackOneByOne();
    void anUnreadableCapSpendsNothing();
    void aDamagedFileGivesDefaultsButPaysForNothingAndIsKept();
    void survivesAnyBytesInTheFile();
    void anEmptyPresetListStaysEmpty();
    void anUnwritablePlaceKeepsTheChoiceForTheSession();
    void theLibraryHasAPlaceOfItsOwn();
    void quietAskedForOnceEndsByItself();

private:
    QString filePath() const { return m_home->filePath(u("Batchroom/batchroom.ini")); }
    void writeFile(const QByteArray& bytes) const
    {
        QVERIFY(QDir().mkpath(m_home->filePath(u("Batchroom"))));
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    std::unique_ptr<QTemporaryDir> m_home;
};

void PreferencesTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home->path());
}

void PreferencesTest::beginsWithTheDefaults()
{
    const PreferencesStore store;
    QCOMPARE(store.current(), Preferences());
    QVERIFY(!QFile::exists(filePath()));
}

void PreferencesTest::everyFieldSurvivesASave()
{
    Preferences wanted;
    wanted.appearance.theme = ThemeChoice::Dark;
    wanted.accounts.active = u("ideogram");
    wanted.caps = {*Money::fromText(u"2.50"), Money(), *Money::fromText(u"200.000001")};
    wanted.queue.placeLimit = 7;
    wanted.notices = {false, true, false, true, false, true, {true, {21, 30}, {6, 5}}, 1'790'000'000'000};
    wanted.tray.isShown = false;
    wanted.listener = {true, 9000, QStringLiteral("https://hooks.example.com")};
    wanted.exporting.presets = {u("og")};
    wanted.exporting.folder = u("/media/Bilder, große; \"neu\" 😀 %1");
    wanted.exporting.format = u("webp");
    wanted.exporting.quality = 100;
    wanted.exporting.nameTemplate = u("@{campaign}, {n:03}");
    wanted.exporting.writeRecipe = false;
    wanted.library.folder = u("C:\\Library");
    PreferencesStore().save(wanted);
    const PreferencesStore again;
    QCOMPARE(again.current(), wanted);
    // And the way back, so that a cap can be taken off again.
    PreferencesStore().save(Preferences());
    QCOMPARE(PreferencesStore().current(), Preferences());
}

void PreferencesTest::tellsAChangeOnceWithBeforeAndAfter()
{
    PreferencesStore store;
    int told = 0;
    connect(&store, &PreferencesStore::changed, this, [&](const Preferences& before, const Preferences& after) {
        ++told;
        QCOMPARE(before.queue.placeLimit, 10);
        QCOMPARE(after.queue.placeLimit, 4);
    });
    Preferences wanted = store.current();
    wanted.queue.placeLimit = 4;
    store.save(wanted);
    store.save(wanted);
    QCOMPARE(told, 1);
    QCOMPARE(store.current(), wanted);
}

void PreferencesTest::badValuesFallBackOneByOne_data()
{
    QTest::addColumn<QByteArray>("ini");
    for (const char* ini : {"[appearance]\ntheme=pink\n", "[accounts]\nactive=somebody\n", "[queue]\nplace_limit=0\n",
             "[queue]\nplace_limit=many\n", "[listener]\non=perhaps\nport=80\n",
             "[notices]\nsound=loud\nquiet_from=25:00\nquiet_to=late\nquiet_until=soon\n", "[tray]\nshown=maybe\n",
             "[queue]\nplace_limit=99999999999\n", "[export]\nquality=101\nformat=gif\n",
             "[export]\nwrite_recipe=perhaps\n", "[export]\nname_template=\n", "[strange]\nkey=value\n"})
        QTest::newRow(ini) << QByteArray(ini);
}

void PreferencesTest::badValuesFallBackOneByOne()
{
    QFETCH(QByteArray, ini);
    writeFile(ini + "[library]\nfolder=/kept\n");
    Preferences wanted;
    wanted.library.folder = u("/kept");
    QCOMPARE(PreferencesStore().current(), wanted);
}

void PreferencesTest::anUnreadableCapSpendsNothing()
{
    writeFile("[caps]\nbatch=lots\nday=-5\nmonth=20\n");
    const PreferencesStore store;
    QCOMPARE(store.current().caps.batch, Money());
    QCOMPARE(store.current().caps.day, Money());
    QCOMPARE(store.current().caps.month, Money()); // who can tell what else is wrong
    QVERIFY(store.capsTrouble());
    QVERIFY(store.capsTrouble()->what.contains(u("for a batch")));
}

void PreferencesTest::aDamagedFileGivesDefaultsButPaysForNothingAndIsKept()
{
    const QByteArray damaged("\0\x01garbage\n]]]no key here\n", 25);
    writeFile(damaged);
    PreferencesStore store;
    Preferences expected;
    expected.caps = {Money(), Money(), Money()};
    QCOMPARE(store.current(), expected);
    QVERIFY(store.capsTrouble());
    QVERIFY(store.capsTrouble()->what.contains(u("nothing is paid for")));
    QCOMPARE(contentOf(filePath() + u(".damaged")), damaged);
    Preferences wanted;
    wanted.queue.placeLimit = 3;
    store.save(wanted);
    const PreferencesStore again;
    QCOMPARE(again.current(), wanted);
    QVERIFY(!again.capsTrouble());
}

void PreferencesTest::survivesAnyBytesInTheFile()
{
    QRandomGenerator random(3);
    const QByteArray seed = "[caps]\nday=2.50\n[export]\npresets=\"og,ig_sq\"\nquality=85\nfolder=/a\n";
    for (int i = 0; i < 300; ++i) {
        QByteArray bytes = seed;
        for (int changes = 0; changes < 6; ++changes)
            bytes[static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size())))] =
                static_cast<char>(random.bounded(256));
        writeFile(bytes);
        const Preferences read = PreferencesStore().current();
        QVERIFY(read.exporting.quality >= 1 && read.exporting.quality <= 100);
        QVERIFY(read.queue.placeLimit >= 1);
    }
}

void PreferencesTest::anEmptyPresetListStaysEmpty()
{
    Preferences wanted;
    wanted.exporting.presets.clear();
    PreferencesStore().save(wanted);
    QCOMPARE(PreferencesStore().current(), wanted);
}

void PreferencesTest::anUnwritablePlaceKeepsTheChoiceForTheSession()
{
    // A file where the folder should be: not even root can write below it.
    QFile blocker(m_home->filePath(u("Batchroom")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    PreferencesStore store;
    Preferences wanted;
    wanted.queue.placeLimit = 3;
    QSignalSpy notSaved(&store, &PreferencesStore::notSaved);
    store.save(wanted);
    QCOMPARE(store.current(), wanted);
    QCOMPARE(PreferencesStore().current(), Preferences());
    QCOMPARE(notSaved.size(), 1);
    QVERIFY(notSaved.at(0).at(0).value<Error>().what.contains(QDir::toNativeSeparators(filePath())));
}

void PreferencesTest::theLibraryHasAPlaceOfItsOwn()
{
    QVERIFY(QDir::isAbsolutePath(defaultLibraryFolder()));
    QVERIFY(defaultLibraryFolder().endsWith(u("/Batchroom")));
}

void PreferencesTest::quietAskedForOnceEndsByItself()
{
    const QDateTime now(QDate(2026, 6, 10), QTime(15, 0));
    Preferences::Notices notices;
    QVERIFY(!quietUntil(notices, now));
    notices.quietUntilMs = now.addSecs(3600).toMSecsSinceEpoch();
    QCOMPARE(quietUntil(notices, now), std::optional(now.addSecs(3600)));
    QVERIFY(!quietUntil(notices, now.addSecs(3600)));
    // The daily hours begin before it ends.
    notices.quietHours = {true, {15, 30}, {17, 0}};
    QCOMPARE(quietUntil(notices, now), std::optional(now.addSecs(7200)));
    // A clock that was put back by years must not make it quiet for years.
    notices.quietHours = {};
    QVERIFY(!quietUntil(notices, now.addYears(-3)));
}

QTEST_GUILESS_MAIN(PreferencesTest)
#include "preferences_test.moc"
