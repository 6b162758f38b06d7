// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "tests/imaging/lanczos_reference.h"
#include "tests/imaging/sample_pictures.h"

#include <QColorSpace>
#include <QTest>

using namespace batchroom;

namespace {

EncodeOptions options(PictureFormat format, int quality = 85, bool smallest = false)
{
    EncodeOptions chosen;
    chosen.format = format;
    chosen.quality = quality;
    chosen.smallest = smallest;
    return chosen;
}

} // namespace

class PictureEncodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesPngsThatComeBackExactly_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("hasAlpha");
        for (const QSize size : {QSize(1, 1), QSize(2, 3), QSize(17, 5), QSize(256, 199)})
            for (const bool hasAlpha : {false, true})
                QTest::addRow("%d x %d %s", size.width(), size.height(), hasAlpha ? "alpha" : "opaque")
                    << size << hasAlpha;
    }
    void writesPngsThatComeBackExactly()
    {
        QFETCH(const QSize, size);
        QFETCH(const bool, hasAlpha);
        const QImage picture = samples::photo(size, 5, hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        const Result<QByteArray> bytes = encodePicture(picture, options(PictureFormat::Png));
        QVERIFY(bytes);
        QVERIFY(bytes->contains("sRGB"));
        QCOMPARE(*decodePicture(*bytes), picture);
        QVERIFY(samples::samePixels(QImage::fromData(*bytes, "png"), picture));
    }

    void leavesOutAlphaThatHidesNothing()
    {
        const QImage opaque = samples::photo(QSize(30, 30), 2).convertToFormat(QImage::Format_ARGB32);
        const Result<QByteArray> bytes = encodePicture(opaque, options(PictureFormat::Png));
        QVERIFY(bytes);
        QCOMPARE(decodePicture(*bytes)->format(), QImage::Format_RGB32);
    }

    void writesPngsAsSmallAsQt()
    {
        const QImage picture = samples::photo(QSize(600, 400), 5);
        const Result<QByteArray> ours = encodePicture(picture, options(PictureFormat::Png));
        QVERIFY(ours);
        QVERIFY(ours->size() < samples::saved(picture, "png", -1).size() * 102 / 100);
    }

    void obeysTheQuality_data()
    {
        QTest::addColumn<PictureFormat>("format");
        QTest::newRow("jpeg") << PictureFormat::Jpeg;
        QTest::newRow("webp") << PictureFormat::WebP;
    }
    void obeysTheQuality()
    {
        QFETCH(const PictureFormat, format);
        const QImage picture = samples::photo(QSize(400, 300), 3);
        qsizetype before = 0;
        double likenessBefore = 0;
        for (const int quality : {20, 50, 85, 95}) {
            const Result<QByteArray> bytes = encodePicture(picture, options(format, quality));
            QVERIFY(bytes);
            QCOMPARE(pictureFormat(*bytes), format);
            const double likeness = samples::ssim(*decodePicture(*bytes), picture);
            QVERIFY(bytes->size() > before);
            QVERIFY(likeness > likenessBefore);
            before = bytes->size();
            likenessBefore = likeness;
        }
        QVERIFY(likenessBefore > 0.95);
    }

    void writesJpegsWithHalvedColourAndFittingTables()
    {
        const QImage picture = samples::photo(QSize(400, 300), 3);
        const Result<QByteArray> bytes = encodePicture(picture, options(PictureFormat::Jpeg));
        QVERIFY(bytes);
        const qsizetype frame = bytes->indexOf(QByteArray("\xff\xc0\x00\x11", 4));
        QVERIFY(frame > 0);
        QCOMPARE(quint8(bytes->at(frame + 11)), quint8(0x22)); // luma twice as fine as colour, both ways
        QVERIFY(bytes->size() < samples::saved(picture, "jpeg", 85).size());
    }

    void writesSmallerWebpWhenAsked()
    {
        const QImage picture = samples::photo(QSize(500, 400), 3);
        const Result<QByteArray> quick = encodePicture(picture, options(PictureFormat::WebP, 85));
        const Result<QByteArray> small = encodePicture(picture, options(PictureFormat::WebP, 85, true));
        QVERIFY(quick && small);
        QVERIFY(small->size() <= quick->size());
    }

    void keepsAlphaInWebp()
    {
        const QImage picture = samples::photo(QSize(50, 40), 3, QImage::Format_ARGB32);
        const Result<QImage> back = decodePicture(*encodePicture(picture, options(PictureFormat::WebP, 95)));
        QVERIFY(back);
        QCOMPARE(back->format(), QImage::Format_ARGB32);
        for (int x = 0; x < 50; ++x)
            QCOMPARE(qAlpha(back->pixel(x, 7)), qAlpha(picture.pixel(x, 7)));
    }

    void flattensAlphaOnWhiteForJpeg()
    {
        QImage picture(64, 64, QImage::Format_ARGB32);
        picture.fill(QColor(0, 0, 0, 0));
        const Result<QImage> clear = decodePicture(*encodePicture(picture, options(PictureFormat::Jpeg)));
        QVERIFY(clear);
        QVERIFY(qGreen(clear->pixel(30, 30)) >= 254);
        picture.fill(QColor(0, 0, 0, 128));
        const Result<QImage> half = decodePicture(*encodePicture(picture, options(PictureFormat::Jpeg)));
        QVERIFY(std::abs(qGreen(half->pixel(30, 30)) - 127) <= 1);
    }

    void writesNothingButPixels_data()
    {
        QTest::addColumn<PictureFormat>("format");
        QTest::newRow("png") << PictureFormat::Png;
        QTest::newRow("jpeg") << PictureFormat::Jpeg;
        QTest::newRow("webp") << PictureFormat::WebP;
    }
    void writesNothingButPixels()
    {
        QFETCH(const PictureFormat, format);
        QImage picture = samples::photo(QSize(40, 40), 3);
        const Result<QByteArray> plain = encodePicture(picture, options(format));
        picture.setText(QStringLiteral("parameters"), QStringLiteral("secret prompt"));
        picture.setColorSpace(QColorSpace(QColorSpace::SRgb));
        picture.setDotsPerMeterX(11811);
        QCOMPARE(*encodePicture(picture, options(format)), *plain);
    }

    void staysBelowAByteLimit_data() { obeysTheQuality_data(); }
    void staysBelowAByteLimit()
    {
        QFETCH(const PictureFormat, format);
        const QImage picture = samples::photo(QSize(300, 250), 3);
        const Result<QByteArray> wanted = encodePicture(picture, options(format, 90));
        QVERIFY(wanted);
        const qint64 limit = wanted->size() / 2;
        const Result<FittedPicture> fitted = encodeWithin(picture, options(format, 90), limit);
        QVERIFY(fitted);
        QVERIFY(fitted->bytes.size() <= limit);
        QVERIFY(fitted->quality < 90 && fitted->quality > 10);
        QVERIFY(fitted->bytes.size() > limit / 2);
        QVERIFY(fitted->bytes == *encodePicture(picture, options(format, fitted->quality)));

        const Result<FittedPicture> free = encodeWithin(picture, options(format, 90), 0);
        QVERIFY(free && free->quality == 90 && free->bytes == *wanted);

        const Result<FittedPicture> never = encodeWithin(picture, options(format, 90), 100);
        QVERIFY(!never);
        QCOMPARE(never.error().code, ErrorCode::PictureTooLarge);
    }

    void saysThatAPngIsTooLarge()
    {
        const Result<FittedPicture> fitted =
            encodeWithin(samples::photo(QSize(300, 250), 3), options(PictureFormat::Png), 2000);
        QVERIFY(!fitted);
        QCOMPARE(fitted.error().code, ErrorCode::PictureTooLarge);
        QVERIFY(fitted.error().what.contains(QStringLiteral("JPEG")));
    }

    void saysWhatCannotBeWritten()
    {
        QCOMPARE(encodePicture({}, options(PictureFormat::Jpeg)).error().code, ErrorCode::BadInput);
        QImage wide(17000, 2, QImage::Format_RGB32);
        wide.fill(Qt::red);
        QCOMPARE(encodePicture(wide, options(PictureFormat::WebP)).error().code, ErrorCode::PictureTooLarge);
        QVERIFY(encodePicture(wide, options(PictureFormat::Jpeg)));
    }
};

QTEST_GUILESS_MAIN(PictureEncodeTest)
#include "picture_encode_test.moc"
