package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("quick")
class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            postgresql://sam:pw@db:5433/shop,                jdbc:postgresql://db:5433/shop,     sam,  pw
            postgres://sam:pw@db/shop,                       jdbc:postgresql://db/shop,          sam,  pw
            postgresql+psycopg2://sam:pw@db/shop,            jdbc:postgresql://db/shop,          sam,  pw
            POSTGRESQL://sam@db/shop,                        jdbc:postgresql://db/shop,          sam,  -
            postgresql://db,                                 jdbc:postgresql://db/,              -,    -
            postgresql://sam:p%40s%2Fw%25+d@db/shop,         jdbc:postgresql://db/shop,          sam,  p@s/w%+d
            postgresql://sam:p@s/w@db/shop,                  jdbc:postgresql://db/shop,          sam,  p@s/w
            postgresql://s%3Am:a:b@db/shop,                  jdbc:postgresql://db/shop,          s:m,  a:b
            postgresql://sam:@db/shop,                       jdbc:postgresql://db/shop,          sam,  ''
            postgresql://sam:pw@[::1]:5433/shop,             jdbc:postgresql://[::1]:5433/shop,  sam,  pw
            postgresql://sam:pw@db/shop?sslmode=require,     jdbc:postgresql://db/shop?sslmode=require, sam, pw
            postgresql://db/shop?user=sam&password=p%26w&x=1, jdbc:postgresql://db/shop?x=1,     sam,  p&w
            postgresql://db/shop?connect_timeout=3,          jdbc:postgresql://db/shop?connectTimeout=3, -, -
            jdbc:postgresql://db:5432/shop?user=sam&password=pw, jdbc:postgresql://db:5432/shop, sam,  pw
            jdbc:postgresql://db/shop?ssl=true,              jdbc:postgresql://db/shop?ssl=true, -,    -
            postgresql://sam:p?w@db/shop,                    jdbc:postgresql://db/shop,          sam,  p?w
            postgresql://sam:p@s?w=1&x@db/shop?sslmode=prefer, jdbc:postgresql://db/shop?sslmode=prefer, sam, p@s?w=1&x
            postgresql://sam:p/s?w:#[]@db:5433/shop,         jdbc:postgresql://db:5433/shop,     sam,  p/s?w:#[]
            postgresql://db/shop?user=sam@host&password=p@w, jdbc:postgresql://db/shop,          sam@host, p@w
            postgresql://sam:pw@db/shop?options=-c%20a=b@c,  jdbc:postgresql://db/shop?options=-c%20a=b@c, sam, pw
            postgresql://sam:pw@db/shop?sslmode=no-verify,   jdbc:postgresql://db/shop?sslmode=require, sam, pw
            postgresql://db/shop?sslmode=Verify-Full,        jdbc:postgresql://db/shop?sslmode=verify-full, -, -
            postgresql://db/shop?sslrootcert=system,         jdbc:postgresql://db/shop?sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory, -, -
            postgresql://db/shop?sslrootcert=/etc/ca.pem,    jdbc:postgresql://db/shop?sslrootcert=/etc/ca.pem, -, -
            postgresql://db/shop?pgbouncer=true,             jdbc:postgresql://db/shop?prepareThreshold=0, -, -
            """)
    void addressIsRead(String text, String url, String user, String password) {
        DatabaseAddress address = DatabaseAddress.parse(text);

        assertThat(address.jdbcUrl()).isEqualTo(url);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
    }

    @Test
    void severalHostsAndTheKindOfSession() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://sam:pw@a:5432,b:5433/shop?target_session_attrs=read-write");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://a:5432,b:5433/shop?targetServerType=primary");
        assertThat(address.shown()).isEqualTo("postgresql://sam@a:5432,b:5433/shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:5432/shop",
                "mysql://db/shop",
                "jdbc:postgresql:shop",
                "postgresql:///shop",
                "postgresql://db:0/shop",
                "postgresql://db:65536/shop",
                "postgresql://db:99999,other/shop",
                "postgresql://db:port/shop",
                "postgresql://sam:%zz@db/shop",
                "postgresql://sam:pw@db/shop?sslmode=on",
                "postgresql://[::1/shop",
            })
    void wrongAddressIsRefused(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
